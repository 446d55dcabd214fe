package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that an index would not let in beside another, by operators that GROUP BY does not know. Where a key has an equality
 * the rows are hashed by it; else each row is compared with each, and a large table takes longer than a query may.
 */
final class Conflicts {
    private Conflicts() {}

    static void look(RowIndex index, SessionSupply sessions, KeptPromises tally) throws SQLException {
        var key = TableKey.of(sessions, index.tableOid(), false);
        boolean sorted = oneRangeBesidesEqualities(index);
        var from = sorted ? bySorting(index, key) : byPairs(index, key);
        long found = sessions.counts("SELECT count(*) " + from)[0];
        if (found > 0) {
            var text = "%s: %s%s %s with another%s"
                    .formatted(
                            index.name(),
                            sorted ? "at least " : "",
                            Numbers.text(found, "row"),
                            found == 1 ? "conflicts" : "conflict",
                            index.doubt().behind());
            var keys = key.of("a");
            var values = index.keys().stream().map(name -> "a." + name).toList();
            var label = index.table() + "." + key.label() + " -> " + index.label();
            var each = BrokenRows.each(keys, values, from);
            var broken = new BrokenRows(label, key.label(), keys, values, from, each, found);
            broken.addTo(tally, index.doubt().verdict(), broken.of(index.name()), text, found, sessions);
        }
    }

    private static String byPairs(RowIndex index, TableKey key) {
        var of = new ArrayList<>(key.columns());
        of.add("ctid AS place");
        return "FROM %s AS a WHERE EXISTS (SELECT FROM %s AS b WHERE a.place <> b.place AND %s)"
                .formatted(index.rows(of), index.rows(List.of("ctid AS place")), index.conflict());
    }

    private static boolean oneRangeBesidesEqualities(RowIndex index) {
        long ranges = index.columns().stream().filter(KeyColumn::rangeOverlap).count();
        long equalities = index.columns().stream().filter(KeyColumn::equality).count();
        return ranges == 1 && ranges + equalities == index.columns().size();
    }

    /**
     * In the order of their beginnings, ranges overlap if and only if some two neighbours do: what begins between a range
     * and one that it overlaps begins inside of it.
     */
    private static String bySorting(RowIndex index, TableKey key) {
        int range = IntStream.range(0, index.columns().size())
                .filter(n -> index.columns().get(n).rangeOverlap())
                .findFirst()
                .orElseThrow();
        var name = index.keys().get(range);
        var equal = index.keys().stream().filter(other -> !other.equals(name)).collect(Collectors.joining(", "));
        var window = (equal.isEmpty() ? "" : "PARTITION BY " + equal + " ") + "ORDER BY " + name;
        return ("FROM (SELECT rows.*, lag(%1$s) OVER w AS before, lead(%1$s) OVER w AS after FROM %3$s AS rows"
                        + " WHERE num_nulls(%4$s) = 0 AND NOT isempty(%1$s) WINDOW w AS (%2$s)) AS a"
                        + " WHERE a.before && a.%1$s OR a.after && a.%1$s")
                .formatted(name, window, index.rows(key.columns()), String.join(", ", index.keys()));
    }
}
