package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.PartitionContent;
import java.util.Optional;

/**
 * What a partition held.
 *
 * @param all what its log holds, records of aborted transactions included
 * @param committed what readers of committed records see; empty where that is the same
 */
public record RecordedPartition(int partition, PartitionContent all, Optional<PartitionContent> committed) {
    /** What a copy by way of consumers has. */
    PartitionContent readable() {
        return committed.orElse(all);
    }
}
