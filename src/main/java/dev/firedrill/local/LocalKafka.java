package dev.firedrill.local;

import dev.firedrill.kafka.ArchiveRestore;
import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.LogDirsRestore;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import java.util.function.BiConsumer;

/** Restores Kafka into a process of this host. The place is in the ledger before anything can go wrong with it. */
final class LocalKafka {
    private final RestoreOrder order;
    private final LocalServer place;
    private final BiConsumer<RestoreOrder, GuardedProcess> started;

    LocalKafka(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        this.order = order;
        this.started = started;
        var directory = order.system().workdir().toAbsolutePath().resolve(order.restorationId());
        this.place = new LocalServer(order, directory, started);
    }

    KafkaInstance restore() {
        order.enter(Phase.PROVISION);
        place.provision();
        return ArchiveRestore.serves(order.source())
                ? new ArchiveRestore(order).into(place.emptyData(), place.directory(), this::hear)
                : new LogDirsRestore(order).into(place.emptyData(), place.directory(), this::hear);
    }

    private void hear(GuardedProcess process) {
        started.accept(order, process);
    }
}
