package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.kafka.contents.LatestValues;
import dev.firedrill.kafka.contents.PartitionContent;
import dev.firedrill.kafka.contents.Stretch;
import dev.firedrill.kafka.contents.TopicState;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An inventory that says something else than the one it was made from. */
final class OtherInventory {
    static final PartitionContent EMPTY = new PartitionContent(0, 0, 0, "", 0, 0, List.of(), Optional.empty());

    private OtherInventory() {}

    static KafkaInventory topic(KafkaInventory inventory, String name, UnaryOperator<RecordedTopic> change) {
        return new KafkaInventory(
                inventory.system(),
                inventory.clusterId(),
                inventory.at(),
                inventory.recordedAt(),
                inventory.topics().stream()
                        .map(topic -> topic.name().equals(name) ? change.apply(topic) : topic)
                        .toList(),
                inventory.groups());
    }

    static KafkaInventory content(KafkaInventory inventory, String name, UnaryOperator<PartitionContent> change) {
        return topic(
                inventory,
                name,
                topic -> new RecordedTopic(
                        topic.state(),
                        topic.partitions().stream()
                                .map(partition -> new RecordedPartition(
                                        partition.partition(), change.apply(partition.all()), partition.committed()))
                                .toList()));
    }

    static KafkaInventory committed(KafkaInventory inventory, String name, UnaryOperator<PartitionContent> change) {
        return topic(
                inventory,
                name,
                topic -> new RecordedTopic(
                        topic.state(),
                        topic.partitions().stream()
                                .map(partition -> new RecordedPartition(
                                        partition.partition(),
                                        partition.all(),
                                        partition.committed().map(change)))
                                .toList()));
    }

    static PartitionContent ending(PartitionContent content, long end) {
        return new PartitionContent(
                content.begin(),
                end,
                content.records(),
                content.digest(),
                content.createTime(),
                content.logAppendTime(),
                content.stretches(),
                content.latest());
    }

    static PartitionContent otherRecords(PartitionContent content) {
        return new PartitionContent(
                content.begin(),
                content.end(),
                content.records(),
                content.digest(),
                content.createTime(),
                content.logAppendTime(),
                content.stretches().stream()
                        .map(it -> new Stretch(it.from(), it.records(), it.bytes(), it.oldest(), it.newest(), "other"))
                        .toList(),
                content.latest());
    }

    static PartitionContent otherLatest(PartitionContent content) {
        var other = otherRecords(content);
        return new PartitionContent(
                other.begin(),
                other.end(),
                other.records(),
                other.digest(),
                other.createTime(),
                other.logAppendTime(),
                other.stretches(),
                Optional.of(new LatestValues(20, "other")));
    }

    static RecordedTopic retaining(RecordedTopic topic, long millis) {
        var old = topic.state();
        return new RecordedTopic(
                new TopicState(
                        old.name(), old.partitions(), old.configuration(), old.cleanup(), millis, old.retentionBytes()),
                topic.partitions());
    }

    static KafkaInventory group(KafkaInventory inventory, long offset, String record) {
        return new KafkaInventory(
                inventory.system(),
                inventory.clusterId(),
                inventory.at(),
                inventory.recordedAt(),
                inventory.topics(),
                List.of(new GroupOffset(new GroupPosition("billing", "orders", 0, offset), record)));
    }
}
