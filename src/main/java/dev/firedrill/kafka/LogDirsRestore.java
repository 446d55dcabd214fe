package dev.firedrill.kafka;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.store.TreeCopy;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Restores a copy of log directories into a broker: copy, examine, start over it, prove that the broker serves all of it. */
public final class LogDirsRestore {
    private static final Duration FUTURE = Duration.ofMinutes(1);
    private static final String LOCK = ".lock";

    private final RestoreOrder order;
    private final Path source;

    public LogDirsRestore(RestoreOrder order) {
        this.order = order;
        this.source = Path.of(order.backup().location());
    }

    /**
     * Restores it.
     *
     * @param data a directory for the copy; exists and is empty
     * @param directory where the broker's own directory is made
     * @param started hears of each process that is started
     * @throws BackupUnusable if it is damaged
     * @throws Inconclusive if it cannot be told
     */
    public KafkaInstance into(Path data, Path directory, Consumer<GuardedProcess> started) {
        refuseWhatItCannotServe();
        var copies = copied(data);
        var found = LogExamination.of(copies, () -> order.deadline().check("examining " + source));
        requireCluster(found);
        found.requireWhole("the copy " + source);
        var doubts = new LogDoubts(order, source);
        doubts.tell(found);
        var point = point(found, doubts);
        order.note("%s: broker %d of cluster %s; %,d records in %,d partitions, %s"
                .formatted(
                        source,
                        found.owner().node(),
                        found.owner().cluster(),
                        found.ofUsers().stream()
                                .mapToLong(PartitionLog::records)
                                .sum(),
                        found.ofUsers().size(),
                        found.cleanlyShutDown() ? "shut down cleanly" : "not shut down cleanly"));
        order.enter(Phase.RECOVER);
        var server = new KafkaStart(order, source.toString())
                .over(copies, directory.resolve("run"), order.writable(), started);
        order.enter(Phase.READY);
        new ServedPartitions(server, found, source, order.deadline(), doubts).prove();
        return KafkaInstance.of(server, order, point);
    }

    private void refuseWhatItCannotServe() {
        if (!(order.target() instanceof RecoveryTarget.Latest || order.target() instanceof RecoveryTarget.BackupEnd)) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "a copy of log directories holds the state of one moment; no other can be restored from it",
                    "ask for the latest or a random one");
        }
        if (order.depth() != Depth.FILES) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "depth [" + order.depth() + "] is asked for, but Kafka has no pages and no indexes of a database",
                    "leave depth out for systems of engine kafka: each batch's checksum is computed in any case");
        }
    }

    /** The copy is what is examined and started: what changes in the source afterwards makes no difference. */
    private List<Path> copied(Path data) {
        var sources = LogDirectories.of(source);
        sources.paths().forEach(MetaProperties::of);
        var before = sources.files();
        DiskSpace.require(data, sources.bytes(), "the copy of " + source);
        var copies = new ArrayList<Path>();
        for (var path : sources.paths()) {
            var copy = data.resolve("log-" + (copies.size() + 1));
            makePrivate(copy);
            TreeCopy.copy(path, copy, relative -> !relative.toString().equals(LOCK), () -> order.deadline()
                    .check("copying " + source));
            copies.add(copy);
        }
        if (!sources.files().equals(before)) {
            throw new Inconclusive(source + " was written to while it was read"
                    + "\n  Remedy: copy log directories of a broker that is stopped, or take a snapshot of its volume;"
                    + " run it again when the backup is done");
        }
        return copies;
    }

    private static void makePrivate(Path directory) {
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectory(directory, mode);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    private void requireCluster(LogExamination found) {
        order.source().value(LogDirsCatalog.CLUSTER).ifPresent(cluster -> {
            if (!cluster.equals(found.owner().cluster())) {
                throw new BackupUnusable("%s is of another cluster: expecting %s, but found %s"
                        .formatted(source, cluster, found.owner().cluster()));
            }
        });
    }

    /** A record says itself when it is from, and may lie: none can be newer than the copy. */
    private RecoveryPoint point(LogExamination found, LogDoubts doubts) {
        long newest = found.newest();
        if (newest < 0) {
            throw new BackupUnusable(source + " holds no record of any topic");
        }
        long clock = found.controllersClock();
        if (clock >= 0 && newest > clock + FUTURE.toMillis()) {
            doubts.ofTheFuture(Instant.ofEpochMilli(newest), Instant.ofEpochMilli(clock));
            return new RecoveryPoint(Instant.ofEpochMilli(clock), "", "the newest entry of the controller's log", "");
        }
        return new RecoveryPoint(Instant.ofEpochMilli(newest), "", "timestamp of the newest record", "");
    }

    /** What can be told of this host before anything is copied. */
    public static List<HostFinding> examine() {
        return KafkaHost.examine();
    }
}
