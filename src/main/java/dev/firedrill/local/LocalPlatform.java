package dev.firedrill.local;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.process.GuardedProcess;
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

    private static final List<LocalEngine> ENGINES =
            List.of(new KafkaEngine(), new ObjectsEngine(), new PostgresEngine(), new RedisEngine());

    private final Map<String, GuardedProcess> ours = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "local";
    }

    @Override
    public void validate(ProtectedSystem system) {
        engine(system).validate(system);
    }

    @Override
    public List<HostFinding> examine(ProtectedSystem system, Path state) {
        validate(system);
        return engine(system).examine(system, state);
    }

    @Override
    public List<HostFinding> examine(RestoreOrder order) {
        validate(order.system());
        return engine(order.system()).examine(order);
    }

    @Override
    public Instance restore(RestoreOrder order) {
        validate(order.system());
        return engine(order.system()).restore(order, this::started);
    }

    private LocalEngine engine(ProtectedSystem system) {
        return ENGINES.stream()
                .filter(engine -> engine.name().equals(system.engine()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        system.place(),
                        "platform [local] cannot restore engine [%s]; it can restore %s"
                                .formatted(
                                        system.engine(),
                                        ENGINES.stream().map(LocalEngine::name).toList()),
                        "name an engine that this version restores; README lists them"));
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
