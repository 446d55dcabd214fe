package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.redis.inventory.SameInstant;
import dev.firedrill.redis.inventory.SavedState;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Restores one RDB file into a Redis process: look, copy and compute its checksum, load, prove what was loaded. */
public final class RdbRestore {
    private static final int PORTS = 3;

    private final RestoreOrder order;
    private final Path file;

    public RdbRestore(RestoreOrder order) {
        this.order = order;
        this.file = Path.of(order.backup().location());
    }

    /** @throws ConfigurationMistake if a system of this engine has keys that only a database can have */
    public static void validate(ProtectedSystem system) {
        for (var restore : system.restores()) {
            if (!restore.at().isEmpty() && !restore.at().equals(RecoveryTarget.INVENTORY)) {
                throw new ConfigurationMistake(
                        restore.place(),
                        "an RDB file holds the state of one moment; [" + restore.name() + "] cannot be asked for",
                        "write latest, random, inventory, or copy NAME");
            }
        }
        if (!system.baseline().tables().isEmpty()) {
            throw new ConfigurationMistake(
                    system.place(), "Redis has no tables, but baseline: names some", "remove baseline:");
        }
    }

    /** What can be told of this host before anything is copied: whether it has a Redis at all. */
    public static List<HostFinding> examine(ProtectedSystem system, Path state) {
        try {
            var programs = RedisPrograms.find(system.binaries(), state);
            return List.of(HostFinding.met("redis-server", "Redis " + programs.version() + ", " + programs.server()));
        } catch (Inconclusive e) {
            return List.of(HostFinding.lacking("redis-server", e));
        }
    }

    /**
     * Restores it.
     *
     * @param data a directory for the file that is loaded; exists and is empty
     * @param directory where the server's own directory is made
     * @param started hears of each process that is started
     * @throws BackupUnusable if the file is damaged
     * @throws Inconclusive if it cannot be told
     */
    public RedisInstance into(Path data, Path directory, Consumer<GuardedProcess> started) {
        refuseWhatItCannotServe();
        var head = RdbHead.read(file);
        boolean proven = new RdbCopy(file, head)
                .to(data.resolve(RedisServer.FILE), () -> order.deadline().check("copying " + file));
        if (!proven) {
            order.doubt(unproven());
        }
        var programs = RedisPrograms.find(order.system().binaries(), order.state());
        order.note("%s: format %d, written by Redis %s; loaded by Redis %s (%s)"
                .formatted(file, head.version(), head.writtenBy(), programs.version(), programs.server()));
        order.enter(Phase.RECOVER);
        var server = loaded(programs, data, directory, started);
        order.enter(Phase.READY);
        var loaded = whatWasLoaded(server, programs);
        order.note("%,d keys loaded, %,d more had expired".formatted(loaded.loaded(), loaded.expired()));
        return new RedisInstance(server, order, point(head), loaded);
    }

    private void refuseWhatItCannotServe() {
        var target = order.target();
        if (!(target instanceof RecoveryTarget.Latest
                || target instanceof RecoveryTarget.BackupEnd
                || target instanceof RecoveryTarget.Recorded)) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "an RDB file holds the state of one moment; no other can be restored from it",
                    "ask for the latest or a random one");
        }
        if (order.depth() != Depth.FILES) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "depth [" + order.depth() + "] is asked for, but Redis has no pages and no indexes",
                    "leave depth out for systems of engine redis");
        }
    }

    private HostFinding unproven() {
        return HostFinding.doubtful(
                "RDB checksum",
                file
                        + " has no checksum, as Redis writes it with rdbchecksum no: bytes that were altered in it cannot be told",
                "set rdbchecksum yes in production",
                List.of(file.getFileName().toString()));
    }

    private RedisServer loaded(RedisPrograms programs, Path data, Path directory, Consumer<GuardedProcess> started) {
        var login = RedisLogin.once(order.writable());
        for (int left = PORTS; ; left--) {
            var server = RedisServer.start(programs, data, directory.resolve("run"), login);
            started.accept(server.process());
            if (server.awaitReady(order.deadline().remaining())) {
                return server;
            }
            order.deadline().check("loading " + file);
            if (left > 1 && server.log().foundItsPortTaken()) {
                continue;
            }
            server.log().lines().forEach(order::note);
            return server.log()
                    .fail(file.toString(), server.process().exitCode().orElse(-1));
        }
    }

    private RedisLog.Loaded whatWasLoaded(RedisServer server, RedisPrograms programs) {
        var log = server.log();
        if (log.loaded().isPresent()) {
            return log.loaded().get();
        }
        log.lines().forEach(order::note);
        if (log.saysThatItLoaded()) {
            throw new Inconclusive("Redis " + programs.version() + " does not say how many keys it loaded"
                    + "\n  Remedy: name the directory of a redis-server 7.0 or newer with binaries:");
        }
        throw new BackupUnusable("Redis started and did not say that it loaded " + file + ": it may hold nothing");
    }

    private RecoveryPoint point(RdbHead head) {
        return new RecoveryPoint(
                order.backup().madeAt(),
                "",
                order.backup().details().get(RdbBackups.MADE_AT_FROM),
                order.target() instanceof RecoveryTarget.Recorded ? ofItsInventory() : ofItself(head));
    }

    private static String ofItself(RdbHead head) {
        return head.savedAt().isEmpty() ? "" : "the file itself says when Redis began to save it";
    }

    /** Empty if it is not known to be of that instant, which its check says. */
    private String ofItsInventory() {
        return SameInstant.of(RedisInventory.read(order.inventory().orElseThrow()), SavedState.ofEach(order.backup()))
                .proof();
    }
}
