package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.config.FileDepth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Restores backups of Redis, of whatever type. */
public final class RedisRestore {
    private static final String FILES_AND_INVENTORY =
            "the inventory is asked for, but at depth: files no server loads the keys that it would be compared with";

    private static final String FILES_AND_INVENTORY_REMEDY = "ask for it of backup: or of a copy without depth: files";

    private final RestoreOrder order;

    public RedisRestore(RestoreOrder order) {
        this.order = order;
    }

    /** @throws ConfigurationMistake if a system of this engine has keys that only a database can have */
    public static void validate(ProtectedSystem system) {
        for (var restore : system.restores()) {
            if (!restore.at().isEmpty() && !restore.at().equals(RecoveryTarget.INVENTORY)) {
                throw new ConfigurationMistake(
                        restore.place(),
                        "a backup of Redis holds the state of one moment; [" + restore.name() + "] cannot be asked for",
                        "write latest, random, inventory, or copy NAME");
            }
            if (restore.at().equals(RecoveryTarget.INVENTORY) && readsFilesOnly(system.source(restore.copy()))) {
                throw new ConfigurationMistake(restore.place(), FILES_AND_INVENTORY, FILES_AND_INVENTORY_REMEDY);
            }
        }
        boolean loads = system.restores().stream().anyMatch(it -> !readsFilesOnly(system.source(it.copy())));
        if (!system.verify().isEmpty() && !system.restores().isEmpty() && !loads) {
            throw new ConfigurationMistake(
                    system.place(),
                    "verify: has commands, but every restore that is listed has depth: files, and no server answers them",
                    "list a restore without it, or remove verify:");
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
     * @param data a directory for what is loaded; exists and is empty
     * @param directory where the servers' own directories are made
     * @param started hears of each process that is started
     * @throws dev.firedrill.verdict.BackupUnusable if it is damaged
     * @throws Inconclusive if it cannot be told
     */
    public RedisInstance into(Path data, Path directory, Consumer<GuardedProcess> started) {
        refuseWhatItCannotServe();
        return order.source().type().equals(AofCatalog.TYPE)
                ? new AofRestore(order).into(data, directory, started)
                : new RdbRestore(order).into(data, directory, started);
    }

    /** Whether backups of a source have several shards. */
    public static boolean isSharded(BackupSource source) {
        return sharded(source).isPresent();
    }

    /** What a source says of its shards; empty where each backup is one file. */
    static Optional<RdbSettings> sharded(BackupSource source) {
        return source.type().equals(RdbCatalog.TYPE)
                ? Optional.of(RdbSettings.of(source)).filter(RdbSettings::isSharded)
                : Optional.empty();
    }

    /** Whether backups of a source are not loaded, but read where they lie. */
    public static boolean readsFilesOnly(BackupSource source) {
        return FileDepth.of(source);
    }

    /**
     * Reads it where it lies.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if it is damaged
     * @throws Inconclusive if it cannot be told
     */
    public RedisFiles read() {
        refuseWhatItCannotServe();
        if (order.target() instanceof RecoveryTarget.Recorded) {
            throw new ConfigurationMistake(order.system().place(), FILES_AND_INVENTORY, FILES_AND_INVENTORY_REMEDY);
        }
        return RedisFiles.of(order);
    }

    private void refuseWhatItCannotServe() {
        var target = order.target();
        if (target instanceof RecoveryTarget.Recorded recorded
                && recorded.proofOf().apply(order.backup()).isEmpty()) {
            throw new Inconclusive(order.backup().location() + " is not known to be of the " + target
                    + "\n  Remedy: leave out random where the inventory is asked for");
        }
        if (!(target instanceof RecoveryTarget.Latest
                || target instanceof RecoveryTarget.BackupEnd
                || target instanceof RecoveryTarget.Recorded)) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "a backup of Redis holds the state of one moment; no other can be restored from it",
                    "ask for the latest or a random one");
        }
        if (order.depth() != Depth.FILES) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "depth [" + order.depth() + "] is asked for, but Redis has no pages and no indexes",
                    "leave depth out for systems of engine redis");
        }
    }
}
