package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.TopicState;
import java.util.List;

/** One topic in an export, with all of its partitions. */
public record ExportedTopic(TopicState state, List<ExportedPartition> partitions) {
    public ExportedTopic {
        partitions = List.copyOf(partitions);
    }
}
