package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.rules.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What was set for a topic beside what an inventory recorded.
 *
 * @param isKept whether the backup has it at all
 */
record ConfigurationComparison(RecordedTopic recorded, TopicState found, Instants instants, boolean isKept) {

    List<Judged> differences() {
        var all = new ArrayList<Judged>();
        if (found.partitions() < recorded.partitions().size()) {
            all.add(differing("topic %s has %s, and in the inventory %s"
                    .formatted(
                            found.name(),
                            Numbers.text(found.partitions(), "partition"),
                            Numbers.text(recorded.partitions().size()))));
        }
        if (!isKept) {
            all.add(Judged.unknown("topic %s: the archive does not have its configuration".formatted(found.name())));
            return all;
        }
        var keys = new TreeSet<>(recorded.state().configuration().keySet());
        keys.addAll(found.configuration().keySet());
        for (var key : keys) {
            var wanted = recorded.state().configuration().get(key);
            var here = found.configuration().get(key);
            if (wanted == null || !wanted.equals(here)) {
                all.add(differing("topic %s: %s is %s, and in the inventory %s"
                        .formatted(found.name(), key, shown(here), shown(wanted))));
            }
        }
        return all;
    }

    private static String shown(String value) {
        return value == null ? "not set" : "[" + value + "]";
    }

    private Judged differing(String line) {
        return instants.backupIsOlder() ? Judged.unknown(line + "; the backup is older") : Judged.fail(line);
    }
}
