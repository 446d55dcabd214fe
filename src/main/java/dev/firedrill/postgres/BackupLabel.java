package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code backup_label} says of a base backup.
 *
 * @param start where recovery must begin to read WAL
 * @param startSegment name of the WAL file that holds {@code start}
 * @param checkpoint position of the checkpoint record that recovery starts from
 * @param method {@code streamed} or {@code pg_start_backup}
 * @param from {@code primary} or {@code standby}
 * @param startedAt to the second; empty where its time zone's abbreviation is ambiguous
 * @param label the name that was given to the backup
 * @param incrementalFrom where the backup started that this one adds to; empty if it is a full one
 */
public record BackupLabel(
        Lsn start,
        String startSegment,
        Lsn checkpoint,
        String method,
        String from,
        Optional<Instant> startedAt,
        String label,
        int timeline,
        Optional<Lsn> incrementalFrom) {

    static final String NAME = "backup_label";
    private static final Pattern START = Pattern.compile("(\\S+) \\(file ([0-9A-F]{24})\\)");

    /**
     * Reads it.
     *
     * @throws BackupUnusable if it is missing or makes no sense
     * @throws dev.firedrill.verdict.Inconclusive if it may not be read
     */
    public static BackupLabel read(Path dataDirectory) {
        var text = BackupFile.text(
                dataDirectory,
                NAME,
                "without it recovery starts at the checkpoint that global/pg_control names, which is the wrong one,"
                        + " and what was written while the backup ran is lost or torn without a word");
        return parse(text, dataDirectory);
    }

    /**
     * Understands it.
     *
     * @param backup where it was found, for messages
     * @throws BackupUnusable if it makes no sense
     */
    static BackupLabel parse(String text, Path backup) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new BackupUnusable(NAME + " of the backup " + backup + " is damaged: " + e.getMessage(), e);
        }
    }

    private static BackupLabel parse(String text) {
        var fields = fields(text);
        var start = START.matcher(required(fields, "START WAL LOCATION"));
        if (!start.matches()) {
            throw new IllegalArgumentException("expecting START WAL LOCATION to name a position and a file, but found ["
                    + fields.get("START WAL LOCATION") + "]");
        }
        int timeline = Integer.parseInt(required(fields, "START TIMELINE"));
        if (Integer.parseUnsignedInt(start.group(2), 0, 8, 16) != timeline) {
            throw new IllegalArgumentException(
                    "expecting its WAL file to be of timeline " + timeline + ", but found " + start.group(2));
        }
        return new BackupLabel(
                Lsn.parse(start.group(1)),
                start.group(2),
                Lsn.parse(required(fields, "CHECKPOINT LOCATION")),
                required(fields, "BACKUP METHOD"),
                required(fields, "BACKUP FROM"),
                LogTime.parse(fields.getOrDefault("START TIME", "")),
                fields.getOrDefault("LABEL", ""),
                timeline,
                Optional.ofNullable(fields.get("INCREMENTAL FROM LSN")).map(Lsn::parse));
    }

    /**
     * The control file is copied after the label's checkpoint was made, so it tells of that one or of a later one.
     *
     * @throws BackupUnusable if it does not: then label and files are from different backups
     */
    void requireNotAfter(ControlFile control, Path backup) {
        if (control.checkpoint().compareTo(checkpoint) < 0) {
            throw new BackupUnusable(
                    "global/pg_control of the backup %s is of an earlier moment than %s: expecting the checkpoint at %s or a later one, but found that at %s: they are from different backups"
                            .formatted(backup, NAME, checkpoint, control.checkpoint()));
        }
    }

    /** The lines {@code KEY: value} of a label, or of the {@code .backup} file which the server leaves in the archive. */
    static Map<String, String> fields(String text) {
        return text.lines()
                .map(line -> line.split(": ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, second) -> first));
    }

    private static String required(Map<String, String> fields, String key) {
        var value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException("expecting a line [" + key + ": ...], but there is none");
        }
        return value;
    }
}
