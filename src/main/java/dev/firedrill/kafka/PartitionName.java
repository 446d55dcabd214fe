package dev.firedrill.kafka;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** How the directory of a partition is called: {@code orders-0}. */
final class PartitionName {
    /** Where the controller keeps what the cluster consists of. */
    static final TopicPartition METADATA = new TopicPartition("__cluster_metadata", 0);

    private static final Set<String> INTERNAL =
            Set.of(METADATA.topic(), "__consumer_offsets", "__transaction_state", "__share_group_state");

    private static final Pattern NAME = Pattern.compile("([a-zA-Z0-9._-]{1,249})-(\\d{1,9})");
    private static final Pattern LEAVING = Pattern.compile(".+-\\d+\\.[0-9a-f]{32}-(delete|future|stray)");

    private PartitionName() {}

    /** The partition that a directory of that name holds; empty if it holds none. */
    static Optional<TopicPartition> parse(String name) {
        var found = NAME.matcher(name);
        return found.matches() && !isLeaving(name)
                ? Optional.of(new TopicPartition(found.group(1), Integer.parseInt(found.group(2))))
                : Optional.empty();
    }

    /** Whether the broker was about to delete, or to exchange it. */
    static boolean isLeaving(String name) {
        return LEAVING.matcher(name).matches();
    }

    /** Topics that Kafka keeps for itself. */
    static boolean isInternal(String topic) {
        return INTERNAL.contains(topic);
    }
}
