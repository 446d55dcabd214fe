package dev.firedrill.cli.plan;

import dev.firedrill.backup.Backup;
import dev.firedrill.kafka.KafkaFiles;
import dev.firedrill.kafka.LogDirsCatalog;
import dev.firedrill.objects.ObjectsCatalog;
import dev.firedrill.postgres.BackupReaders;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.dump.Dump;
import dev.firedrill.postgres.dump.PgDumpCatalog;
import dev.firedrill.redis.AofCatalog;
import dev.firedrill.redis.RdbCatalog;
import dev.firedrill.redis.RedisRestore;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Foresight;
import dev.firedrill.store.DiskSpace;
import java.util.List;
import java.util.TreeMap;

/**
 * What is known of the backup that would be restored.
 *
 * @param log from where the log is replayed, and how far it is known to lead
 * @param growth what the restore writes
 * @param notes what was seen when it was opened
 */
record PlannedBackup(Foresight foresight, String log, String growth, List<String> notes) {
    /** Opens it; a dump is no physical backup, and is opened by itself. */
    static PlannedBackup open(Foresight foresight) {
        var order = foresight.order();
        if (order.system().engine().equals(ObjectsCatalog.ENGINE)) {
            return new PlannedBackup(foresight, "none: objects are read where they lie", "nothing", List.of());
        }
        if (order.system().engine().equals(RdbCatalog.ENGINE)) {
            return new PlannedBackup(
                    foresight,
                    order.source().type().equals(AofCatalog.TYPE)
                            ? "the backup is a log, which is carried out to its end"
                            : "none: an RDB file holds the state of one moment",
                    RedisRestore.readsFilesOnly(order.source())
                            ? "nothing"
                            : DiskSpace.megabytes(order.backup().bytes())
                                    + ", and as much memory as production's Redis uses",
                    List.of());
        }
        if (order.system().engine().equals(LogDirsCatalog.ENGINE)) {
            return new PlannedBackup(
                    foresight,
                    "none: a backup of Kafka holds the state of one moment",
                    KafkaFiles.isAskedFor(order.source())
                            ? "nothing"
                            : DiskSpace.megabytes(order.backup().bytes()) + ", and 1,000 MB of memory at most",
                    List.of());
        }
        if (order.source().type().equals(PgDumpCatalog.TYPE)) {
            var dump = Dump.open(order);
            return new PlannedBackup(
                    foresight,
                    "none: a dump holds the state of one moment",
                    "about %s, or more".formatted(DiskSpace.megabytes(dump.need())),
                    dump.notes());
        }
        var found = BackupReaders.installed().open(order);
        return new PlannedBackup(
                foresight, log(foresight, found), "at most " + DiskSpace.megabytes(found.need()), found.notes());
    }

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

    private static String log(Foresight foresight, FoundBackup found) {
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
        return "%s as stored; the restore writes %s"
                .formatted(DiskSpace.megabytes(foresight.backup().bytes()), growth);
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
