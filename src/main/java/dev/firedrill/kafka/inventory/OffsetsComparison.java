package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.PartitionContent;
import dev.firedrill.kafka.contents.Stretch;
import dev.firedrill.rules.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * The first and the last offset of a partition beside those of an inventory. What is left where old records went is
 * estimated from the inventory.
 *
 * @param begin the restored one's, as the source counts
 */
record OffsetsComparison(String name, PartitionContent recorded, long begin, long end) {

    List<Judged> differences(Retention retention, Instants instants) {
        var left = recorded.stretches().stream()
                .filter(stretch -> stretch.until() > begin)
                .toList();
        return differences(
                retention,
                instants,
                left.stream().mapToLong(Stretch::bytes).sum(),
                left.stream().mapToLong(Stretch::records).sum());
    }

    List<Judged> differences(Retention retention, Instants instants, long bytesLeft, long recordsLeft) {
        var all = new ArrayList<Judged>();
        if (begin > recorded.begin() && recorded.begin() < recorded.end()) {
            start(retention, bytesLeft, recordsLeft, all);
        }
        if (end < recorded.end()) {
            var line = "%s ends at offset %,d, and in the inventory at %,d".formatted(name, end, recorded.end());
            all.add(
                    instants.backupIsOlder()
                            ? Judged.unknown(line + ": the backup is older, so what came after it cannot be told")
                            : Judged.fail(line
                                    + ": its last %s are missing"
                                            .formatted(Numbers.text(recorded.end() - end, "offset"))));
        }
        return all;
    }

    private Judged gone(String line) {
        var whole = line + ", as its configuration allows; nothing is left of what the inventory has";
        return recorded.records() > 0 ? Judged.uncompared(whole) : Judged.warn(whole);
    }

    private void start(Retention retention, long bytesLeft, long recordsLeft, List<Judged> all) {
        var gone = "%s begins at offset %,d, and in the inventory at %,d".formatted(name, begin, recorded.begin());
        if (!retention.explains(recorded, Math.min(begin, recorded.end()), bytesLeft, recordsLeft)) {
            all.add(Judged.fail(gone + ": its configuration does not explain it (" + retention.text() + ")"));
        } else if (begin >= recorded.end()) {
            all.add(gone(gone));
        } else if (begin % Stretch.LENGTH != 0) {
            all.add(Judged.warn("%s, as its configuration allows; offsets %,d to %,d cannot be compared"
                    .formatted(
                            gone,
                            begin,
                            Math.min(recorded.end(), begin - begin % Stretch.LENGTH + Stretch.LENGTH) - 1)));
        }
    }
}
