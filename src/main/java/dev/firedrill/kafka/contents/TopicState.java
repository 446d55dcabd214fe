package dev.firedrill.kafka.contents;

import java.util.Map;
import java.util.TreeMap;

/**
 * A topic without its records.
 *
 * @param configuration what was set for this topic; what it has from the broker is left out
 * @param cleanup its {@code cleanup.policy}, wherever it is set
 * @param retentionMs its {@code retention.ms}, wherever it is set; -1 for ever
 * @param retentionBytes its {@code retention.bytes}, wherever it is set; -1 for any size
 */
public record TopicState(
        String name,
        int partitions,
        Map<String, String> configuration,
        String cleanup,
        long retentionMs,
        long retentionBytes) {
    public TopicState {
        configuration = new TreeMap<>(configuration);
    }

    public boolean compacted() {
        return cleanup.contains("compact");
    }

    /** Whether records go when they are old, or too many. */
    public boolean deletes() {
        return cleanup.contains("delete");
    }
}
