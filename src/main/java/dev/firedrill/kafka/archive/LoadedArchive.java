package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.LoadedPartition;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What was written anew from an archive.
 *
 * @param partitions which offsets their records had in the source
 * @param lost what the archive does not have of a record, such as {@code keys and timestamps}; empty if nothing
 * @param cluster the id of the cluster that it is of; empty where it does not have it
 */
public record LoadedArchive(Map<TopicPartition, LoadedPartition> partitions, String lost, String cluster) {
    /** Where log directories came back as they were. */
    public static final LoadedArchive NONE = new LoadedArchive(Map.of(), "", "");

    public LoadedArchive {
        partitions = Map.copyOf(partitions);
    }

    /** Whether nothing was written anew, so that offsets are those of the source. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** How many records were written. */
    public long records() {
        return partitions.values().stream()
                .mapToLong(partition -> partition.map().size())
                .sum();
    }
}
