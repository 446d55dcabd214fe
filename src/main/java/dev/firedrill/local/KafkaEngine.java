package dev.firedrill.local;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.ArchiveRestore;
import dev.firedrill.kafka.KafkaFiles;
import dev.firedrill.kafka.KafkaKeys;
import dev.firedrill.kafka.LogDirsCatalog;
import dev.firedrill.kafka.LogDirsRestore;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Kafka: a broker, as a process of this host. */
final class KafkaEngine implements LocalEngine {
    @Override
    public String name() {
        return LogDirsCatalog.ENGINE;
    }

    @Override
    public void validate(ProtectedSystem system) {
        KafkaKeys.validate(system);
    }

    @Override
    public List<HostFinding> examine(ProtectedSystem system, Path state) {
        return LogDirsRestore.examine();
    }

    @Override
    public List<HostFinding> examine(RestoreOrder order) {
        return ArchiveRestore.serves(order.source()) ? LogDirsRestore.examine() : LogDirsRestore.examine(order);
    }

    @Override
    public Instance restore(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        if (KafkaFiles.isAskedFor(order.source())) {
            return KafkaFiles.of(order);
        }
        return new LocalKafka(order, started).restore();
    }
}
