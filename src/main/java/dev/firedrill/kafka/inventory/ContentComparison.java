package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.ClusterLook;
import dev.firedrill.kafka.contents.ContentsReader.Content;
import dev.firedrill.kafka.contents.PartitionContent;
import dev.firedrill.kafka.contents.View;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.BackupUnusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The records of topics beside those that an inventory has; all partitions are read in one go. */
record ContentComparison(RestoredLog restored, Instants instants, List<RecordedTopic> topics) {

    /** @param there how many partitions each topic has that came back */
    List<Judged> differences(ClusterLook look, Map<String, Integer> there) {
        var all = new ArrayList<Judged>();
        var wanted = new TreeMap<String, TopicPartition>();
        topics.forEach(topic -> RestoredPartitions.of(topic).stream()
                .filter(partition -> partition.partition() < there.getOrDefault(topic.name(), 0))
                .forEach(partition -> wanted.put(partition.toString(), partition)));
        if (restored.isLogical()) {
            all.addAll(compared(look, View.COMMITTED, wanted, RecordedPartition::readable));
        } else {
            all.addAll(compared(look, View.ALL, wanted, RecordedPartition::all));
            wanted.values()
                    .removeIf(partition -> recorded(partition).committed().isEmpty());
            all.addAll(compared(look, View.COMMITTED, wanted, RecordedPartition::readable).stream()
                    .map(judged -> new Judged(
                            judged.verdict(),
                            judged.line() + " (as readers of committed records see it)",
                            judged.damaged(),
                            false))
                    .toList());
        }
        return all;
    }

    private interface Side {
        PartitionContent of(RecordedPartition partition);
    }

    private List<Judged> compared(ClusterLook look, View view, Map<String, TopicPartition> wanted, Side side) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        var partitions = new RestoredPartitions(restored, look, wanted.values(), view);
        var recorded = wanted.values().stream().collect(Collectors.toMap(it -> it, it -> side.of(recorded(it))));
        var compacted = topics.stream()
                .filter(topic -> topic.state().compacted())
                .map(RecordedTopic::name)
                .collect(Collectors.toSet());
        var read = partitions.read(recorded, view, compacted);
        var all = new ArrayList<Judged>();
        for (var partition : wanted.values()) {
            all.addAll(judged(partition, recorded.get(partition), partitions, read.get(partition)));
        }
        return all;
    }

    private List<Judged> judged(
            TopicPartition partition, PartitionContent recorded, RestoredPartitions partitions, Content read) {
        if (read.failure() instanceof BackupUnusable damage) {
            return List.of(Judged.damage(damage.getMessage()));
        }
        if (read.failure() != null) {
            return List.of(Judged.unknown(read.failure().getMessage()));
        }
        if (!restored.lost().isEmpty()) {
            return withoutDigests(partition, recorded, partitions, read.content());
        }
        var all = new ArrayList<>(new PartitionComparison(
                        partition.toString(),
                        recorded,
                        partitions.begin(partition),
                        partitions.end(partition),
                        read.content(),
                        new Retention(topic(partition).state(), instants.backup()),
                        instants)
                .differences());
        if (all.isEmpty() && !restored.isLogical()) {
            clocks(partition, recorded, read.content(), all);
        }
        return all;
    }

    /** An archive that lost a part of each record can be counted, and no more. */
    private List<Judged> withoutDigests(
            TopicPartition partition,
            PartitionContent recorded,
            RestoredPartitions partitions,
            PartitionContent found) {
        var offsets = new OffsetsComparison(
                        partition.toString(), recorded, partitions.begin(partition), partitions.end(partition))
                .differences(new Retention(topic(partition).state(), instants.backup()), instants);
        if (!offsets.stream().allMatch(Judged::isDoubt)) {
            return offsets;
        }
        boolean whole = partitions.begin(partition) <= recorded.begin();
        if (whole
                && found.records() != recorded.records()
                && !topic(partition).state().compacted()) {
            return List.of(Judged.fail("%s has %s, and the inventory %s"
                    .formatted(partition, Numbers.text(found.records(), "record"), Numbers.text(recorded.records()))));
        }
        return List.of(Judged.unknown(
                "%s: the archive does not have %s, so that its records can be counted and not be compared"
                        .formatted(partition, restored.lost())));
    }

    private static void clocks(
            TopicPartition partition, PartitionContent recorded, PartitionContent found, List<Judged> all) {
        if (found.records() == recorded.records() && found.logAppendTime() != recorded.logAppendTime()) {
            all.add(Judged.fail("%s: %s have the time of the broker, and in the inventory %s"
                    .formatted(
                            partition,
                            Numbers.text(found.logAppendTime(), "record"),
                            Numbers.text(recorded.logAppendTime()))));
        }
    }

    private RecordedTopic topic(TopicPartition partition) {
        return topics.stream()
                .filter(topic -> topic.name().equals(partition.topic()))
                .findFirst()
                .orElseThrow();
    }

    private RecordedPartition recorded(TopicPartition partition) {
        return topic(partition).partitions().get(partition.partition());
    }
}
