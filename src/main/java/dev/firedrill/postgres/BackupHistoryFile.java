package dev.firedrill.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The {@code .backup} file that a server leaves in the archive when a base backup is complete.
 *
 * @param end the position at which the backup is consistent
 * @param endedAt to the second, fractions cut; empty where its time zone's abbreviation is ambiguous
 */
record BackupHistoryFile(String name, Lsn end, Optional<Instant> endedAt) {

    /** The one of that backup; empty if there is none that can be read, for then other sources tell the time. */
    static Optional<BackupHistoryFile> find(Path archive, BackupLabel label) {
        try (var files = Files.list(archive)) {
            return files.filter(file -> isNamedFor(label, file.getFileName().toString()))
                    .sorted()
                    .map(file -> read(file, label))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isNamedFor(BackupLabel label, String name) {
        return name.startsWith(label.startSegment() + ".") && name.endsWith(".backup");
    }

    private static Optional<BackupHistoryFile> read(Path file, BackupLabel label) {
        try {
            var fields = BackupLabel.fields(Files.readString(file));
            var start = fields.getOrDefault("START WAL LOCATION", "").split(" ")[0];
            var end = Lsn.find(fields.getOrDefault("STOP WAL LOCATION", "").split(" ")[0]);
            return end.filter(
                            it -> Lsn.find(start).filter(label.start()::equals).isPresent())
                    .map(it -> new BackupHistoryFile(
                            file.getFileName().toString(), it, LogTime.parse(fields.getOrDefault("STOP TIME", ""))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
