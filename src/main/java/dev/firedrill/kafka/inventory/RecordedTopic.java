package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.TopicState;
import java.util.List;

/** A topic and what its partitions held. */
public record RecordedTopic(TopicState state, List<RecordedPartition> partitions) {
    public RecordedTopic {
        partitions = List.copyOf(partitions);
    }

    public String name() {
        return state.name();
    }

    /** How many records its log holds. */
    public long records() {
        return partitions.stream()
                .mapToLong(partition -> partition.all().records())
                .sum();
    }
}
