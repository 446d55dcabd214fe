package dev.firedrill.kafka.contents;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group of consumers stands.
 *
 * @param offset of the record that it reads next
 */
public record GroupPosition(String group, String topic, int partition, long offset)
        implements Comparable<GroupPosition> {
    private static final Comparator<GroupPosition> ORDER = Comparator.comparing(GroupPosition::group)
            .thenComparing(GroupPosition::topic)
            .thenComparing(GroupPosition::partition);

    public TopicPartition place() {
        return new TopicPartition(topic, partition);
    }

    @Override
    public int compareTo(GroupPosition other) {
        return ORDER.compare(this, other);
    }
}
