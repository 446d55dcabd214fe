package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.ClusterLook;
import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.kafka.contents.LoadedPartition;
import dev.firedrill.kafka.contents.View;
import dev.firedrill.rules.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Where groups stand in a restored Kafka, beside where an inventory saw them, and which record they read next. */
final class GroupComparison {
    private final RestoredLog restored;
    private final Instants instants;
    private final Map<String, GroupPosition> here = new HashMap<>();
    private final RestoredPartitions partitions;
    private final Map<TopicPartition, Map<Long, String>> pointed;

    /** @param groups of topics that came back */
    GroupComparison(RestoredLog restored, Instants instants, ClusterLook look, List<GroupOffset> groups) {
        this.restored = restored;
        this.instants = instants;
        var places = new HashSet<TopicPartition>();
        var topics = new HashSet<String>();
        groups.forEach(group -> {
            places.add(group.position().place());
            topics.add(group.position().topic());
        });
        look.groups(topics).forEach(position -> here.put(key(position), position));
        this.partitions = new RestoredPartitions(restored, look, places, View.COMMITTED);
        this.pointed = partitions.pointedAt(asked(groups));
    }

    private static String key(GroupPosition position) {
        return position.group() + " " + position.place();
    }

    private Map<TopicPartition, Set<Long>> asked(List<GroupOffset> groups) {
        var asked = new HashMap<TopicPartition, Set<Long>>();
        for (var group : groups) {
            var found = here.get(key(group.position()));
            if (found != null && !group.record().isEmpty()) {
                asked.computeIfAbsent(found.place(), any -> new HashSet<>()).add(found.offset());
            }
        }
        return asked;
    }

    List<Judged> differences(List<GroupOffset> groups) {
        var all = new ArrayList<Judged>();
        for (var group : groups) {
            compare(group, all);
        }
        return all;
    }

    private void compare(GroupOffset recorded, List<Judged> all) {
        var wanted = recorded.position();
        var found = here.get(key(wanted));
        var name = "group %s on %s".formatted(wanted.group(), wanted.place());
        if (found == null) {
            all.add(differing(
                    name + " has no offset, and in the inventory it stands at %,d".formatted(wanted.offset())));
            return;
        }
        long expected = normal(wanted);
        long offset = source(found);
        if (offset < expected) {
            all.add(differing("%s stands at offset %,d, and in the inventory at %,d: it would read %s again"
                    .formatted(name, offset, wanted.offset(), Numbers.text(expected - offset, "offset"))));
        } else if (offset > expected && (instants.backupIsOlder() || restored.isLogical() && offset > end(wanted))) {
            all.add(differing(
                    "%s stands at offset %,d, and in the inventory at %,d: it would leave out what lies between"
                            .formatted(name, offset, wanted.offset())));
        } else if (offset == expected && !recorded.record().isEmpty()) {
            sameRecord(name, recorded, found, all);
        }
    }

    private void sameRecord(String name, GroupOffset recorded, GroupPosition found, List<Judged> all) {
        var digest = pointed.getOrDefault(found.place(), Map.of()).get(found.offset());
        if (digest == null) {
            all.add(differing("%s stands at offset %,d, where no record comes any more, and in the inventory one does"
                    .formatted(name, source(found))));
        } else if (!digest.equals(recorded.record())) {
            all.add(Judged.fail(
                    "%s stands at offset %,d, and the record that it reads next is not that of the inventory"
                            .formatted(name, source(found))));
        }
    }

    private Judged differing(String line) {
        return instants.backupIsOlder() ? Judged.unknown(line + "; the backup is older") : Judged.fail(line);
    }

    /** Of an archive: the first record from there on, since what lies between has no record to point at. */
    private long normal(GroupPosition recorded) {
        var loaded = restored.loaded().get(recorded.place());
        return loaded == null ? recorded.offset() : source(loaded, loaded.map().loadedAt(recorded.offset()));
    }

    private long source(GroupPosition found) {
        var loaded = restored.loaded().get(found.place());
        return loaded == null ? found.offset() : source(loaded, found.offset());
    }

    private static long source(LoadedPartition loaded, long offset) {
        return offset < loaded.map().size() ? loaded.map().sourceOf(offset) : loaded.end();
    }

    private long end(GroupPosition recorded) {
        return partitions.end(recorded.place());
    }
}
