package dev.firedrill.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts rows of a table while they are put in order by their key, so that rules about its rows and a rule about its key
 * read it once. Each condition becomes a flag of the row before the rows are sorted: the sort carries no more than that,
 * and what a user wrote sees the columns of the table and nothing else.
 */
final class RowsByKey {
    /** Beyond so many conditions the flags weigh more than another reading, which can be done in parts, side by side. */
    private static final int MOST_RULES = 12;

    private static final String ALL = "count(*)";
    private static final String BEGINS = "count(*) FILTER (WHERE ";

    private final Source.Groups groups;
    private final boolean fenced;
    private final Map<String, String> flags = new LinkedHashMap<>();

    private RowsByKey(Source.Groups groups, boolean fenced) {
        this.groups = groups;
        this.fenced = fenced;
    }

    /** What these count of rows, beside what they count of groups. */
    static RowsByKey of(Source.Groups groups, List<Count> counts) {
        var rows = counts.stream().filter(RowsByKey::isOfRows).toList();
        var counted = new RowsByKey(groups, rows.stream().anyMatch(Count::fenced));
        for (var count : rows) {
            count.numbers().stream()
                    .filter(number -> !number.equals(ALL))
                    .forEach(number -> counted.flags.putIfAbsent(number, "r" + counted.flags.size()));
        }
        return counted;
    }

    /** Whether these, all of one table, can be counted beside the groups of its key. */
    static boolean fit(Source.Groups groups, List<Count> rows) {
        return groups.key().sortCheaply()
                && rows.size() <= MOST_RULES
                && rows.stream().allMatch(count -> count.source().equals(new Source.Rows(groups.table())))
                && rows.stream().allMatch(RowsByKey::isOfFlags);
    }

    private static boolean isOfFlags(Count count) {
        return count.shareable()
                && count.addable()
                && count.numbers().stream()
                        .allMatch(number -> number.equals(ALL) || number.startsWith(BEGINS) && number.endsWith(")"));
    }

    private static boolean isOfRows(Count count) {
        return count.source() instanceof Source.Rows;
    }

    boolean isEmpty() {
        return flags.isEmpty();
    }

    /** A number as it is taken from the groups. */
    String number(Count count, String asked) {
        if (!isOfRows(count)) {
            return asked;
        }
        return asked.equals(ALL) ? "sum(n)" : "sum(" + flags.get(asked) + ")";
    }

    /** As {@link Source.Groups#sql}, with the number of rows of each flag. */
    String sql() {
        var keys = new ArrayList<String>();
        var read = new ArrayList<String>();
        for (var name : groups.key().names()) {
            keys.add("k" + keys.size());
            read.add(name + " AS k" + (keys.size() - 1));
        }
        var summed =
                new ArrayList<>(List.of("count(*) AS n", "num_nulls(" + String.join(", ", keys) + ") > 0 AS nulls"));
        flags.forEach((number, flag) -> {
            read.add("(" + number.substring(BEGINS.length(), number.length() - 1) + ") AS " + flag);
            summed.add("count(*) FILTER (WHERE " + flag + ") AS " + flag);
        });
        return "(SELECT %s FROM (SELECT %s FROM %s) AS flagged GROUP BY %s) AS grouped"
                .formatted(
                        String.join(", ", summed),
                        String.join(", ", read),
                        fenced ? groups.table().fenced() : groups.table().from(),
                        String.join(", ", keys));
    }
}
