package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;
import java.util.List;

/** Looks for keys that are in a table more than once, with primary keys, unique constraints and unique indexes. */
final class UniqueKeys {
    private UniqueKeys() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        var sessions = inspected.sessions();
        for (var index : RowIndex.all(sessions, "i.indisunique AND NOT i.indisexclusion")) {
            tally.looked(1);
            try {
                if (index.columns().stream().allMatch(KeyColumn::equality)) {
                    look(index, sessions, tally);
                } else {
                    Conflicts.look(index, sessions, tally);
                }
            } catch (SQLException e) {
                tally.add(Offence.of(e, index.name()));
            }
        }
    }

    private static void look(RowIndex index, SessionSupply sessions, KeptPromises tally) throws SQLException {
        var keys = String.join(", ", index.keys());
        var apart = index.nullsDistinct() ? " WHERE num_nulls(" + keys + ") = 0" : "";
        var from = "FROM %s AS rows%s GROUP BY %s HAVING count(*) > 1".formatted(index.rows(List.of()), apart, keys);
        var counts = sessions.counts("SELECT count(*), sum(n) FROM (SELECT count(*) AS n " + from + ") AS doubled");
        if (counts[0] == 0) {
            return;
        }
        var text = "%s: %s %s in %s rows%s"
                .formatted(
                        index.name(),
                        Numbers.text(counts[0], "key"),
                        counts[0] == 1 ? "is" : "are",
                        Numbers.text(counts[1]),
                        index.doubt().behind());
        var label = index.table() + "." + index.label() + " -> rows";
        // A key that three rows share offends three times: a fourth is new.
        var rows = "FROM (SELECT %s, count(*) AS times %s) AS doubled CROSS JOIN generate_series(1, times)"
                .formatted(keys, from);
        var each = BrokenRows.each(index.keys(), List.of("times"), rows);
        var broken = new BrokenRows(label, index.label(), index.keys(), List.of("count(*)"), from, each, counts[1]);
        broken.addTo(tally, index.doubt().verdict(), broken.of(index.name()), text, counts[0], sessions);
    }
}
