package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.ClusterLook;
import dev.firedrill.kafka.contents.ContentsReader;
import dev.firedrill.kafka.contents.ContentsReader.Content;
import dev.firedrill.kafka.contents.ContentsReader.Part;
import dev.firedrill.kafka.contents.LoadedPartition;
import dev.firedrill.kafka.contents.PartitionContent;
import dev.firedrill.kafka.contents.View;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The partitions of a restored Kafka, with the offsets that their records had in the source. */
final class RestoredPartitions {
    private final RestoredLog restored;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;

    RestoredPartitions(RestoredLog restored, ClusterLook look, Collection<TopicPartition> partitions, View view) {
        this.restored = restored;
        this.begins = look.begins(partitions);
        this.ends = look.ends(partitions, view);
    }

    private Optional<LoadedPartition> loaded(TopicPartition partition) {
        return Optional.ofNullable(restored.loaded().get(partition));
    }

    long begin(TopicPartition partition) {
        return loaded(partition).map(LoadedPartition::begin).orElseGet(() -> begins.get(partition));
    }

    long end(TopicPartition partition) {
        return loaded(partition).map(LoadedPartition::end).orElseGet(() -> ends.get(partition));
    }

    /** Reads what lies at the offsets that the inventory has. */
    Map<TopicPartition, Content> read(
            Map<TopicPartition, PartitionContent> recorded, View view, Set<String> compacted) {
        var parts = recorded.entrySet().stream()
                .map(entry -> part(entry.getKey(), entry.getValue(), compacted))
                .toList();
        return new HashMap<>(new ContentsReader(restored.clients(), view, restored.checkpoint()).read(parts));
    }

    private Part part(TopicPartition partition, PartitionContent recorded, Set<String> compacted) {
        long from = Math.max(begins.get(partition), at(partition, recorded.begin()));
        long until = Math.min(ends.get(partition), at(partition, recorded.end()));
        return new Part(
                partition,
                from,
                Math.max(from, until),
                compacted.contains(partition.topic()),
                Set.of(),
                loaded(partition).map(LoadedPartition::map));
    }

    private long at(TopicPartition partition, long source) {
        return loaded(partition).map(loaded -> loaded.map().loadedAt(source)).orElse(source);
    }

    /** The record that a group reads next which stands at that offset of the restored Kafka; empty if it is at the end. */
    Map<TopicPartition, Map<Long, String>> pointedAt(Map<TopicPartition, Set<Long>> offsets) {
        var reader = new ContentsReader(restored.clients(), View.COMMITTED, restored.checkpoint());
        var found = new HashMap<TopicPartition, Map<Long, String>>();
        offsets.forEach((partition, wanted) -> {
            found.put(partition, new HashMap<>());
            for (long offset : wanted) {
                reader.next(partition, Math.max(offset, begins.get(partition)), ends.get(partition))
                        .ifPresent(digest -> found.get(partition).put(offset, digest));
            }
        });
        return found;
    }

    static List<TopicPartition> of(RecordedTopic topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }
}
