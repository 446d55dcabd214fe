package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.ClusterLook;
import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.kafka.contents.View;
import dev.firedrill.rules.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * An inventory beside a restored Kafka. A backup that was made later must hold all that is recorded; of an older one, what
 * came after it cannot be told.
 */
public final class InventoryComparison {
    private static final String OLDER =
            "restore a backup that was made after the inventory, or record the inventory before backups are made.";

    private final KafkaInventory inventory;
    private final RestoredLog restored;
    private final Instants instants;

    public InventoryComparison(KafkaInventory inventory, RestoredLog restored) {
        this.inventory = inventory;
        this.restored = restored;
        this.instants = new Instants(inventory.at(), restored.madeAt());
    }

    /** Topics, configuration, records, groups: everything. */
    public Finding everything() {
        var names = inventory.topics().stream().map(RecordedTopic::name).toList();
        return told(names, "topic", look -> {
            var all = new ArrayList<Judged>();
            all.addAll(configuration(look));
            all.addAll(content(look));
            all.addAll(groups(look));
            return all;
        });
    }

    /** The records of a topic. */
    public Finding content(String topic) {
        return told(List.of(topic), "partition", this::content);
    }

    /** The first and last offsets of a topic, without a look at its records. */
    public Finding offsets(String topic) {
        return told(List.of(topic), "partition", this::offsets);
    }

    /** What was set for a topic, and how many partitions it has. */
    public Finding configuration(String topic) {
        return told(List.of(topic), "topic", this::configuration);
    }

    /** Where groups stand in a topic, and the record that they read next. */
    public Finding groups(String topic) {
        var recorded = inventory.topic(topic).stream().toList();
        return !recorded.isEmpty() && groupsOf(recorded).isEmpty()
                ? Finding.unknown("it cannot be told: the inventory has no group on topic  " + topic, null)
                        .note(instants.note())
                : told(List.of(topic), "group offset", this::groups);
    }

    /** What is looked at: topics of the inventory, and those of them that came back. */
    private record Look(ClusterLook cluster, List<RecordedTopic> topics, Map<String, TopicState> here) {
        Absences absences(Instants instants) {
            return new Absences(topics, here, instants);
        }

        List<RecordedTopic> back() {
            return topics.stream()
                    .filter(topic -> here.containsKey(topic.name()))
                    .toList();
        }
    }

    private Finding told(List<String> names, String what, Function<Look, List<Judged>> comparison) {
        var topics =
                names.stream().flatMap(name -> inventory.topic(name).stream()).toList();
        if (topics.size() < names.size()) {
            return Finding.unknown("it cannot be told: the inventory has nothing of topic  " + names.get(0), null)
                    .note(instants.note());
        }
        try (var cluster = new ClusterLook(restored.clients())) {
            var there = new TreeSet<>(cluster.topics());
            there.retainAll(names);
            var look = new Look(cluster, topics, there.isEmpty() ? Map.of() : cluster.states(there));
            var all = new ArrayList<>(look.absences(instants).topics());
            all.addAll(anotherCluster(look));
            all.addAll(comparison.apply(look));
            var finding = Judged.finding(all, compared(look, what), what).note(instants.note());
            return finding.isUnknown() && instants.backupIsOlder() ? finding.hint(OLDER) : finding;
        }
    }

    private long compared(Look look, String what) {
        return switch (what) {
            case "topic" -> look.topics().size();
            case "partition" -> look.topics().stream()
                    .mapToLong(topic -> topic.partitions().size())
                    .sum();
            default -> groupsOf(look.topics()).size();
        };
    }

    /** The same names in another cluster are other topics. */
    private List<Judged> anotherCluster(Look look) {
        var found = restored.isLogical() ? restored.cluster() : look.cluster().clusterId();
        return found.isEmpty() || found.equals(inventory.clusterId())
                ? List.of()
                : List.of(Judged.fail("the backup is of cluster [%s], and the inventory of cluster [%s]"
                        .formatted(found, inventory.clusterId())));
    }

    private List<Judged> configuration(Look look) {
        return look.back().stream()
                .flatMap(topic -> new ConfigurationComparison(
                                topic,
                                look.here().get(topic.name()),
                                instants,
                                restored.lost().isEmpty())
                        .differences().stream())
                .toList();
    }

    private List<Judged> content(Look look) {
        var there = new TreeMap<String, Integer>();
        look.here().forEach((name, state) -> there.put(name, state.partitions()));
        var all = new ArrayList<>(look.absences(instants).partitions());
        all.addAll(new ContentComparison(restored, instants, look.back()).differences(look.cluster(), there));
        all.addAll(look.absences(instants).ofAllRecords(all, restored.isLogical()));
        return all;
    }

    private List<Judged> offsets(Look look) {
        var partitions = look.back().stream()
                .flatMap(topic -> RestoredPartitions.of(topic).stream())
                .filter(partition -> partition.partition()
                        < look.here().get(partition.topic()).partitions())
                .toList();
        var view = restored.isLogical() ? View.COMMITTED : View.ALL;
        var here = new RestoredPartitions(restored, look.cluster(), partitions, view);
        var all = new ArrayList<>(look.absences(instants).partitions());
        partitions.forEach(partition -> all.addAll(offsets(look, partition, here)));
        if (all.stream().anyMatch(Judged::uncompared)) {
            all.addAll(look.absences(instants).ofAllRecords(all, restored.isLogical()));
        }
        return all;
    }

    private List<Judged> offsets(Look look, TopicPartition partition, RestoredPartitions here) {
        var topic = inventory.topic(partition.topic()).orElseThrow();
        var recorded = topic.partitions().get(partition.partition());
        var content = restored.isLogical() ? recorded.readable() : recorded.all();
        return new OffsetsComparison(partition.toString(), content, here.begin(partition), here.end(partition))
                .differences(new Retention(topic.state(), instants.backup()), instants);
    }

    private List<Judged> groups(Look look) {
        var groups = groupsOf(look.back());
        if (!restored.lost().isEmpty()) {
            return groups.stream()
                    .map(group -> group.position().group())
                    .distinct()
                    .map(group ->
                            Judged.unknown("group %s: the archive does not have offsets of groups".formatted(group)))
                    .toList();
        }
        return groups.isEmpty()
                ? List.of()
                : new GroupComparison(restored, instants, look.cluster(), groups).differences(groups);
    }

    private List<GroupOffset> groupsOf(List<RecordedTopic> topics) {
        var names = topics.stream().map(RecordedTopic::name).collect(Collectors.toSet());
        return inventory.groups().stream()
                .filter(group -> names.contains(group.position().topic()))
                .toList();
    }
}
