package dev.firedrill.local;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.redis.RdbCatalog;
import dev.firedrill.redis.RdbRestore;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Redis, as a process of this host. */
final class RedisEngine implements LocalEngine {
    @Override
    public String name() {
        return RdbCatalog.ENGINE;
    }

    @Override
    public void validate(ProtectedSystem system) {
        RdbRestore.validate(system);
    }

    @Override
    public List<HostFinding> examine(ProtectedSystem system, Path state) {
        return RdbRestore.examine(system, state);
    }

    @Override
    public List<HostFinding> examine(RestoreOrder order) {
        return RdbRestore.examine(order.system(), order.state());
    }

    @Override
    public RedisInstance restore(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        return new LocalRedis(order, started).restore();
    }
}
