package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.ClusterLook;
import dev.firedrill.kafka.contents.ContentsReader;
import dev.firedrill.kafka.contents.ContentsReader.Content;
import dev.firedrill.kafka.contents.ContentsReader.Part;
import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.kafka.contents.View;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Records what topics contain, while others may write: the ends of all partitions are asked for once, and what comes later
 * is left out. What goes meanwhile, because it is old or is compacted, is noticed.
 */
public final class InventoryRecorder {
    private final String system;
    private final KafkaClients clients;
    private final List<String> wanted;
    private final Runnable checkpoint;

    /**
     * @param wanted topics; empty for all that are not Kafka's own
     * @param checkpoint is run now and then, and may throw
     */
    public InventoryRecorder(String system, KafkaClients clients, List<String> wanted, Runnable checkpoint) {
        this.system = system;
        this.clients = clients;
        this.wanted = List.copyOf(wanted);
        this.checkpoint = checkpoint;
    }

    /** @throws Inconclusive if it cannot be read, or is not the same at the end as at the beginning */
    public KafkaInventory record() {
        try (var look = new ClusterLook(clients)) {
            var topics = look.states(look.wanted(wanted));
            var partitions = ClusterLook.partitions(topics.values());
            var groups = look.groups(topics.keySet());
            var at = Instant.now();
            var ends = look.ends(partitions, View.ALL);
            var decided = look.ends(partitions, View.COMMITTED);
            var begins = look.begins(partitions);
            var all = read(View.ALL, topics, partitions, begins, ends, groups);
            var undecided = partitions.stream()
                    .filter(partition ->
                            all.get(partition).content().gaps() > 0 || decided.get(partition) < ends.get(partition))
                    .toList();
            var committed = read(View.COMMITTED, topics, undecided, begins, decided, groups);
            unlessSomeIsGone(begins, look.begins(partitions));
            return new KafkaInventory(
                    system,
                    look.clusterId(),
                    at,
                    Instant.now(),
                    topics.values().stream()
                            .map(topic -> recorded(topic, all, committed))
                            .toList(),
                    groups.stream()
                            .map(group ->
                                    pointing(group, committed.getOrDefault(group.place(), all.get(group.place()))))
                            .toList());
        }
    }

    private Map<TopicPartition, Content> read(
            View view,
            Map<String, TopicState> topics,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            List<GroupPosition> groups) {
        var parts = partitions.stream()
                .map(partition -> new Part(
                        partition,
                        begins.get(partition),
                        ends.get(partition),
                        topics.get(partition.topic()).compacted(),
                        pointers(partition, groups),
                        Optional.empty()))
                .toList();
        var read = new ContentsReader(clients, view, checkpoint).read(parts);
        read.values().forEach(Content::orThrow);
        return read;
    }

    private static Set<Long> pointers(TopicPartition partition, List<GroupPosition> groups) {
        return groups.stream()
                .filter(group -> group.place().equals(partition))
                .map(GroupPosition::offset)
                .collect(Collectors.toSet());
    }

    private static void unlessSomeIsGone(Map<TopicPartition, Long> before, Map<TopicPartition, Long> after) {
        var moved = new TreeMap<String, String>();
        after.forEach((partition, begin) -> {
            if (!begin.equals(before.get(partition))) {
                moved.put(partition.toString(), "%,d -> %,d".formatted(before.get(partition), begin));
            }
        });
        if (!moved.isEmpty()) {
            throw new Inconclusive("records went while they were read, because they were old: first offsets of " + moved
                    + "\n  Remedy: run it again; the next time at which retention is due is farther off");
        }
    }

    private static RecordedTopic recorded(
            TopicState topic, Map<TopicPartition, Content> all, Map<TopicPartition, Content> committed) {
        return new RecordedTopic(
                topic,
                IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.name(), number))
                        .map(partition -> new RecordedPartition(
                                partition.partition(),
                                all.get(partition).content(),
                                Optional.ofNullable(committed.get(partition))
                                        .map(Content::content)
                                        .filter(content -> !content.equals(
                                                all.get(partition).content()))))
                        .toList());
    }

    private static GroupOffset pointing(GroupPosition group, Content content) {
        return new GroupOffset(group, content.pointedAt().getOrDefault(group.offset(), ""));
    }
}
