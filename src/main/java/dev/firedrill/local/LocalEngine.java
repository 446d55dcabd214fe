package dev.firedrill.local;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** How systems of one engine are restored into processes of this host. */
interface LocalEngine {
    /** As firedrill.yaml calls it. */
    String name();

    /** @throws ConfigurationMistake if a system of this engine asks for what it cannot have */
    void validate(ProtectedSystem system);

    /** What can be told of this host without a backup. */
    List<HostFinding> examine(ProtectedSystem system, Path state);

    /** What can be told of this host before anything of the order's backup is copied. */
    List<HostFinding> examine(RestoreOrder order);

    /**
     * Restores one.
     *
     * @param started hears of each process as soon as it is started
     */
    Instance restore(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started);
}
