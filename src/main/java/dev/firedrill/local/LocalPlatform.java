package dev.firedrill.local;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.objects.ObjectsInstance;
import dev.firedrill.postgres.NamedBinaries;
import dev.firedrill.postgres.dump.PgDumpCatalog;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.redis.RdbRestore;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.LedgerEntry;
import dev.firedrill.restore.Platform;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Restores into processes on this host, on the loopback interface only. */
public final class LocalPlatform implements Platform {
    static final String DIRECTORY = "directory";
    static final String PROCESS = "process";

    private final Map<String, GuardedProcess> ours = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "local";
    }

    @Override
    public void validate(ProtectedSystem system) {
        if (LocalObjects.serves(system)) {
            ObjectsInstance.validate(system);
        } else if (LocalRedis.serves(system)) {
            LocalRedis.validate(system);
            return;
        } else if (!system.engine().equals("postgresql")) {
            throw new ConfigurationMistake(
                    system.place(),
                    "platform [local] cannot restore engine [" + system.engine()
                            + "]; it can restore [objects, postgresql, redis]",
                    "name an engine that this version restores; README lists them");
        }
        system.binaries().ifPresent(NamedBinaries::at);
    }

    @Override
    public List<HostFinding> examine(ProtectedSystem system, Path state) {
        validate(system);
        if (LocalRedis.serves(system)) {
            return RdbRestore.examine(system, state);
        }
        if (LocalObjects.serves(system)) {
            return List.of();
        }
        var source = system.source("");
        return isDump(source) ? LocalDump.examine(system, state) : LocalPostgres.examine(system, state);
    }

    @Override
    public List<HostFinding> examine(RestoreOrder order) {
        validate(order.system());
        if (LocalRedis.serves(order.system())) {
            return RdbRestore.examine(order.system(), order.state());
        }
        if (LocalObjects.serves(order.system())) {
            return List.of();
        }
        return isDump(order.source()) ? LocalDump.examine(order) : LocalPostgres.examine(order);
    }

    @Override
    public Instance restore(RestoreOrder order) {
        validate(order.system());
        if (LocalObjects.serves(order.system())) {
            return LocalObjects.read(order);
        }
        if (LocalRedis.serves(order.system())) {
            return new LocalRedis(order, this::started).restore();
        }
        return isDump(order.source())
                ? new LocalDump(order, this::started).restore()
                : new LocalPostgres(order, this::started).restore();
    }

    /** A dump is loaded into an empty server; all else is a cluster that recovers. */
    private static boolean isDump(BackupSource source) {
        return source.type().equals(PgDumpCatalog.TYPE);
    }

    private void started(RestoreOrder order, GuardedProcess process) {
        var entry = order.willMake(PROCESS, Long.toString(process.pid()), process.started());
        ours.put(entry.reference(), process);
    }

    @Override
    public void remove(LedgerEntry entry) {
        if (entry.kind().equals(PROCESS)) {
            var process = ours.remove(entry.reference());
            if (process != null) {
                process.end(Duration.ofSeconds(10));
            } else if (exists(entry)) {
                StrayServer.stop(Long.parseLong(entry.reference()));
            }
            return;
        }
        var directory = Path.of(entry.reference());
        StrayServer.stopIn(directory);
        OwnedDirectory.remove(directory);
    }

    @Override
    public boolean exists(LedgerEntry entry) {
        if (entry.kind().equals(PROCESS)) {
            return GuardedProcess.startOf(Long.parseLong(entry.reference())) == entry.started() && entry.started() != 0;
        }
        return OwnedDirectory.exists(Path.of(entry.reference()));
    }

    @Override
    public void keep(LedgerEntry entry) {
        var process = ours.get(entry.reference());
        if (process != null) {
            process.keep();
        }
    }
}
