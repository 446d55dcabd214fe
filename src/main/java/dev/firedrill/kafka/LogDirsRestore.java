package dev.firedrill.kafka;

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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Restores a copy of log directories into a broker: copy, examine, start over it, prove that the broker serves all of it. */
public final class LogDirsRestore {
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
        OneMoment.require(order);
        var copies = copied(data);
        var doubts = new LogDoubts(order, source);
        var sound = SoundLogs.of(order, copies, doubts);
        QuorumVoters.requireAlone(copies, sound.found().owner().node());
        order.enter(Phase.RECOVER);
        var server = new KafkaStart(order, source.toString())
                .over(copies, directory.resolve("run"), order.writable(), started);
        order.enter(Phase.READY);
        new ServedPartitions(server, sound.found(), source, order.deadline(), doubts).prove();
        return KafkaInstance.of(server, order, sound.point());
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
        sources.requireUnchangedSince(before, source);
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

    /** What can be told of this host without a backup. */
    public static List<HostFinding> examine() {
        return KafkaHost.examine();
    }

    /** What can be told of this host before anything is copied. */
    public static List<HostFinding> examine(RestoreOrder order) {
        var findings = new ArrayList<>(KafkaHost.examine());
        findings.add(KafkaHost.disk(order));
        return findings;
    }
}
