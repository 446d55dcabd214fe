package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.PartitionContent;
import dev.firedrill.kafka.contents.TopicState;
import java.util.List;
import java.util.Map;

/**
 * What an inventory has, and nothing of which came back or could be compared.
 *
 * @param recorded topics of the inventory that are looked at
 * @param here those that came back
 */
record Absences(List<RecordedTopic> recorded, Map<String, TopicState> here, Instants instants) {

    List<Judged> topics() {
        return recorded.stream()
                .map(RecordedTopic::name)
                .filter(name -> !here.containsKey(name))
                .map(name -> missing("topic " + name))
                .toList();
    }

    /** Partitions of topics that came back. */
    List<Judged> partitions() {
        return recorded.stream()
                .filter(topic -> here.containsKey(topic.name()))
                .flatMap(topic -> RestoredPartitions.of(topic).stream())
                .filter(place -> place.partition() >= here.get(place.topic()).partitions())
                .map(place -> missing("partition " + place))
                .toList();
    }

    private Judged missing(String what) {
        var line = what + " is missing";
        return instants.backupIsOlder()
                ? Judged.unknown(line + "; the backup is older, so it cannot be told whether it was there")
                : Judged.fail(line);
    }

    /** What compared no record at all did not show that one is there. */
    List<Judged> ofAllRecords(List<Judged> judged, boolean logical) {
        long holding = recorded.stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> logical ? partition.readable() : partition.all())
                .mapToLong(PartitionContent::records)
                .filter(records -> records > 0)
                .count();
        long uncompared = judged.stream().filter(Judged::uncompared).count();
        return uncompared < holding
                ? List.of()
                : List.of(Judged.unknown("no record was compared: %s; record it anew with firedrill inventory"
                        .formatted(
                                holding == 0
                                        ? "the inventory has none"
                                        : "nothing is left of what the inventory has")));
    }
}
