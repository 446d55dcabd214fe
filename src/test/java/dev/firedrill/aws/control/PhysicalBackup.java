package dev.firedrill.aws.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * The real files behind a snapshot.
 *
 * @param directory a base backup, in plain files
 * @param wal the log archive of its production
 */
public record PhysicalBackup(Path directory, Path wal) {
    private static final Pattern STARTS_IN = Pattern.compile("\\(file ([0-9A-F]{24})\\)");
    private static final Pattern STOPPED = Pattern.compile("STOP TIME: (\\S+ \\S+) UTC");

    /** When it ended, by the history file in the log archive. */
    public Instant endedAt() {
        try {
            var label = STARTS_IN.matcher(Files.readString(directory.resolve("backup_label")));
            if (!label.find()) {
                throw new IllegalArgumentException(directory + " has no backup_label that names a segment");
            }
            try (var histories = Files.newDirectoryStream(wal, label.group(1) + ".*.backup")) {
                var stopped =
                        STOPPED.matcher(Files.readString(histories.iterator().next()));
                if (!stopped.find()) {
                    throw new IllegalArgumentException("the history file of " + directory + " has no STOP TIME");
                }
                return LocalDateTime.parse(stopped.group(1), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                        .toInstant(ZoneOffset.UTC);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
