package dev.firedrill.cli.plan;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Foresight;
import dev.firedrill.store.DiskSpace;
import java.util.TreeMap;

/** What is known of the backup that would be restored. */
record PlannedBackup(Foresight foresight, FoundBackup found) {
    String chosen() {
        var backup = foresight.backup();
        return "%s, made at %s, %s before as-of"
                .formatted(backup.id(), backup.madeAt(), Durations.text(backup.ageAt(foresight.asOf())));
    }

    /** Only a backup that is no whole one says what it needs. */
    String chain() {
        var details = foresight.backup().details();
        var kind = details.getOrDefault("backupType", "full");
        return details.containsKey("needs") ? kind + ", together with " + details.get("needs") : kind + ", by itself";
    }

    /** From where the log is replayed, and how far it is known to lead. */
    String log() {
        return found.seen().map(PlannedBackup::log).orElseGet(() -> {
            var details = foresight.backup().details();
            return "from %s; the backup itself needs it up to %s, and what the tool has after that is listed by the restore"
                    .formatted(
                            details.getOrDefault("startLsn", "its start"), details.getOrDefault("endLsn", "its end"));
        });
    }

    private static String log(BaseBackup backup) {
        var continuity = backup.continuity();
        var range = "%s to %s, %d segments, %s, in %s"
                .formatted(
                        backup.label().start(),
                        continuity.end(),
                        continuity.segments(),
                        DiskSpace.megabytes(
                                continuity.segments() * backup.control().segmentSize()),
                        backup.wal());
        return continuity.fault().map(fault -> range + "; no further: " + fault).orElse(range + "; unbroken");
    }

    String size() {
        return "%s as stored; the restore writes at most %s"
                .formatted(DiskSpace.megabytes(foresight.backup().bytes()), DiskSpace.megabytes(found.need()));
    }

    /** All else that its tool says of it. */
    String details() {
        Backup backup = foresight.backup();
        var text = new StringBuilder();
        new TreeMap<>(backup.details()).forEach((key, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(key)
                .append(' ')
                .append(value));
        return text.isEmpty() ? "none" : text.toString();
    }
}
