package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.LoadedPartition;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A restored Kafka, beside which an inventory is put.
 *
 * @param madeAt the instant of the backup: what was written before it is in it
 * @param loaded partitions that were written anew from an archive, whose offsets are not those of the source; empty where log
 *     directories came back as they were
 * @param lost what the archive does not have of a record, such as {@code keys and timestamps}; empty if nothing
 * @param cluster the id of the cluster that the archive is of; empty where it does not have it, and where log directories
 *     came back, which say it themselves
 * @param checkpoint is run now and then, and may throw
 */
public record RestoredLog(
        KafkaClients clients,
        Instant madeAt,
        Map<TopicPartition, LoadedPartition> loaded,
        String lost,
        String cluster,
        Runnable checkpoint) {
    public RestoredLog {
        loaded = Map.copyOf(loaded);
    }

    boolean isLogical() {
        return !loaded.isEmpty();
    }
}
