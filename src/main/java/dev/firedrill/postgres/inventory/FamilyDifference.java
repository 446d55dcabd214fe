package dev.firedrill.postgres.inventory;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found of tables whose rows belong together, such as partitions: one that differs is FAIL, whatever is not known
 * of the others; and what is not known is no difference.
 *
 * @param tables how many were looked at
 * @param rows how many they should have together
 * @param broken findings that do not hold, by table
 */
record FamilyDifference(int tables, long rows, SortedMap<String, Finding> broken) {
    Finding finding() {
        if (broken.isEmpty()) {
            return Finding.ofMeasure(rows, "the same", true);
        }
        var unknown = new TreeMap<>(broken);
        unknown.values().removeIf(finding -> !finding.isUnknown());
        var differing = new TreeMap<>(broken);
        differing.keySet().removeAll(unknown.keySet());
        return differing.isEmpty() ? ofUnknown(unknown) : ofDiffering(differing, List.copyOf(unknown.keySet()));
    }

    private Finding ofUnknown(SortedMap<String, Finding> unknown) {
        if (unknown.size() == 1) {
            return alone(unknown);
        }
        var names = List.copyOf(unknown.keySet());
        return Finding.unknown(
                        "it cannot be told: %s of %s tables could not be compared: %s"
                                .formatted(Numbers.text(names.size()), Numbers.text(tables), String.join(", ", names)),
                        null)
                .hint("compare them one by one, and each says why.");
    }

    private Finding ofDiffering(SortedMap<String, Finding> differing, List<String> unknown) {
        var finding = differing.size() == 1
                ? alone(differing)
                : Difference.of(tables, "tables", List.copyOf(differing.keySet()));
        if (unknown.isEmpty()) {
            return finding;
        }
        var remarks = new ArrayList<String>();
        if (differing.size() == 1) {
            remarks.add(partition(differing.firstKey()));
        }
        remarks.add("Not compared, for it cannot be told: " + String.join(", ", unknown));
        return finding.remark(String.join("\n", remarks));
    }

    private Finding alone(SortedMap<String, Finding> only) {
        var finding = only.get(only.firstKey());
        return tables == 1 ? finding : finding.remark(partition(only.firstKey()));
    }

    private static String partition(String name) {
        return "This is partition " + name;
    }
}
