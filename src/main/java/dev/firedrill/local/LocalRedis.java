package dev.firedrill.local;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.RedisRestore;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import java.util.function.BiConsumer;

/** Restores Redis into a process of this host. The place is in the ledger before anything can go wrong with it. */
final class LocalRedis {
    private final RestoreOrder order;
    private final LocalServer place;
    private final BiConsumer<RestoreOrder, GuardedProcess> started;

    LocalRedis(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        this.order = order;
        this.started = started;
        var directory = order.system().workdir().toAbsolutePath().resolve(order.restorationId());
        this.place = new LocalServer(order, directory, started);
    }

    RedisInstance restore() {
        order.enter(Phase.PROVISION);
        place.provision();
        return new RedisRestore(order)
                .into(place.emptyData(), place.directory(), process -> started.accept(order, process));
    }
}
