package dev.firedrill.kafka;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Log directories that were read whole, by no broker, and in which nothing is seen to be wrong.
 *
 * @param point the state that they hold
 */
record SoundLogs(LogExamination found, RecoveryPoint point) {
    private static final Duration FUTURE = Duration.ofMinutes(1);

    /**
     * Reads them; what they leave open is told to the order.
     *
     * @throws BackupUnusable if anything is wrong, or they are of another cluster
     */
    static SoundLogs of(RestoreOrder order, List<Path> directories, LogDoubts doubts) {
        var source = doubts.source();
        var found = LogExamination.of(directories, () -> order.deadline().check("examining " + source));
        requireCluster(order, source, found);
        found.requireWhole("the copy " + source);
        doubts.tell(found);
        var sound = new SoundLogs(found, point(found, doubts));
        order.note("%s: broker %d of cluster %s; %s, %s"
                .formatted(
                        source,
                        found.owner().node(),
                        found.owner().cluster(),
                        sound.extent(),
                        found.cleanlyShutDown() ? "shut down cleanly" : "not shut down cleanly"));
        return sound;
    }

    /** How much it was, in words. */
    String extent() {
        return "%,d records in %,d partitions"
                .formatted(records(), found.ofUsers().size());
    }

    long records() {
        return found.ofUsers().stream().mapToLong(PartitionLog::records).sum();
    }

    private static void requireCluster(RestoreOrder order, Path source, LogExamination found) {
        order.source().value(LogDirsCatalog.CLUSTER).ifPresent(cluster -> {
            if (!cluster.equals(found.owner().cluster())) {
                throw new BackupUnusable("%s is of another cluster: expecting %s, but found %s"
                        .formatted(source, cluster, found.owner().cluster()));
            }
        });
    }

    /** A record says itself when it is from, and may lie: none can be newer than the copy. */
    private static RecoveryPoint point(LogExamination found, LogDoubts doubts) {
        long newest = found.newest();
        if (newest < 0) {
            throw new BackupUnusable(doubts.source() + " holds no record of any topic");
        }
        long clock = found.controllersClock();
        if (clock >= 0 && newest > clock + FUTURE.toMillis()) {
            doubts.ofTheFuture(Instant.ofEpochMilli(newest), Instant.ofEpochMilli(clock));
            return new RecoveryPoint(Instant.ofEpochMilli(clock), "", "the newest entry of the controller's log", "");
        }
        return new RecoveryPoint(Instant.ofEpochMilli(newest), "", "timestamp of the newest record", "");
    }
}
