package dev.firedrill.local;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.objects.ObjectsCatalog;
import dev.firedrill.objects.ObjectsInstance;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Objects have no server: to "restore" them is to read them where they lie. Nothing is made, so the ledger stays empty. */
final class ObjectsEngine implements LocalEngine {
    @Override
    public String name() {
        return ObjectsCatalog.ENGINE;
    }

    @Override
    public void validate(ProtectedSystem system) {
        ObjectsInstance.validate(system);
        system.binaries().ifPresent(named -> {
            throw new ConfigurationMistake(
                    named.place(), "objects are read where they lie; no program is needed", "remove binaries:");
        });
    }

    @Override
    public List<HostFinding> examine(ProtectedSystem system, Path state) {
        return List.of();
    }

    @Override
    public List<HostFinding> examine(RestoreOrder order) {
        return List.of();
    }

    @Override
    public ObjectsInstance restore(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        return ObjectsInstance.of(order);
    }
}
