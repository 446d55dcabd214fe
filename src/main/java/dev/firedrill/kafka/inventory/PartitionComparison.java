package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.PartitionContent;
import dev.firedrill.kafka.contents.Stretch;
import dev.firedrill.rules.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One partition of an inventory beside the restored one, up to the end that the inventory has.
 *
 * @param name as messages have it: {@code orders-0}
 * @param begin the first offset of the restored one, as the source counts
 * @param end the offset after its last one
 * @param found what it holds of the offsets that the inventory has
 * @param instants which of both is older
 */
record PartitionComparison(
        String name,
        PartitionContent recorded,
        long begin,
        long end,
        PartitionContent found,
        Retention retention,
        Instants instants) {

    List<Judged> differences() {
        long bytes = found.stretches().stream().mapToLong(Stretch::bytes).sum();
        var all = new ArrayList<>(new OffsetsComparison(name, recorded, begin, end)
                .differences(retention, instants, bytes, found.records()));
        var differing = stretches();
        if (retention.topic().compacted() && !differing.isEmpty()) {
            byLatestValues().ifPresent(all::add);
        } else {
            all.addAll(differing);
        }
        boolean nothing = recorded.records() > 0 && comparable(recorded).isEmpty();
        return nothing && all.stream().allMatch(Judged::isDoubt) ? List.of(uncompared(all)) : all;
    }

    private Judged uncompared(List<Judged> doubts) {
        return Judged.uncompared(
                doubts.isEmpty()
                        ? "%s: none of its %s in the inventory can be compared"
                                .formatted(name, Numbers.text(recorded.records(), "record"))
                        : doubts.get(0).line());
    }

    private List<Judged> stretches() {
        var expected = comparable(recorded);
        var here = comparable(found);
        var places = new TreeMap<>(expected);
        places.putAll(here);
        return places.keySet().stream()
                .filter(from -> !same(expected.get(from), here.get(from)))
                .map(from -> Judged.fail(sentence(from, expected.get(from), here.get(from))))
                .toList();
    }

    /** Stretches of which both have, or had, every offset. */
    private Map<Long, Stretch> comparable(PartitionContent content) {
        return content.stretches().stream()
                .filter(stretch -> begin <= Math.max(stretch.from(), recorded.begin()))
                .filter(stretch -> end >= Math.min(stretch.until(), recorded.end()))
                .collect(Collectors.toMap(Stretch::from, stretch -> stretch));
    }

    private static boolean same(Stretch expected, Stretch found) {
        return expected != null && found != null && expected.digest().equals(found.digest());
    }

    private String sentence(long from, Stretch expected, Stretch found) {
        long until = Math.min(from + Stretch.LENGTH, recorded.end());
        long wanted = expected == null ? 0 : expected.records();
        long here = found == null ? 0 : found.records();
        var place = "%s, offsets %,d to %,d: ".formatted(name, Math.max(from, recorded.begin()), until - 1);
        if (wanted == here) {
            return place
                    + "its %s are not those of the inventory, which has as many"
                            .formatted(Numbers.text(here, "record"));
        }
        return place
                + "%s, and in the inventory %s: %s %s"
                        .formatted(
                                Numbers.text(here, "record"),
                                Numbers.text(wanted),
                                Numbers.text(Math.abs(here - wanted)),
                                here > wanted ? "too many" : "missing");
    }

    /** Compaction may have come farther in one than in the other; what it keeps is the same as long as nothing is written. */
    private Optional<Judged> byLatestValues() {
        if (begin > recorded.begin()
                || end != recorded.end()
                || recorded.latest().isEmpty()) {
            return Optional.of(Judged.unknown(
                    "%s is compacted, and was written to between both: what compaction took cannot be told from what was lost"
                            .formatted(name)));
        }
        var wanted = recorded.latest().get();
        var here = found.latest().orElseThrow();
        return wanted.equals(here)
                ? Optional.empty()
                : Optional.of(Judged.fail("%s: the newest values of its %s are not those of the inventory, which has %s"
                        .formatted(name, Numbers.text(here.keys(), "key"), Numbers.text(wanted.keys()))));
    }
}
