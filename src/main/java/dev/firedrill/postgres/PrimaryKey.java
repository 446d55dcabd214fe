package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at a primary key as the catalog declares it, then at the data as if nothing were declared. */
record PrimaryKey(Relation table) {
    /** Of the table alone: a key does not reach into tables that inherit. */
    static Tally tally(RuleSession session, Catalog catalog, Relation table) throws SQLException, ObjectMissing {
        var own = new PrimaryKey(table.alone());
        var promises = new KeyPromises(own.table);
        var name = promises.name(session);
        var broken = promises.broken(session);
        var key = Columns.of(catalog, own.table, own.table.key().columns());
        return Tally.of(
                Counts.of(own.table, key),
                (counted, reading) -> own.finding(new Counts(counted.get(0)), broken, name, reading));
    }

    private Finding finding(Counts counts, List<String> promises, String name, RuleSession session) {
        var finding = Finding.ofOffences(counts.shared() + counts.nulls() + promises.size(), Bounds.NONE_ALLOWED)
                .found(counts.text(promises));
        if (promises.isEmpty() && !finding.holds()) {
            finding.hint("the catalog calls %s valid, so these rows came past it: index damage, or files of different"
                            .formatted(name)
                    + " moments.");
        }
        var each = new KeyedRows(session.database(), each(), table.key().size() + 1, false);
        return offenders().addTo(finding, session).offending(each.offending());
    }

    /** A row for all that was counted: each row that shares a key or has none, and each promise that is broken. */
    private String each() {
        var nothing = table.key().columns().stream().map(column -> "NULL").collect(Collectors.joining(", "));
        return ("SELECT CASE WHEN num_nulls(%1$s) > 0 THEN 'NULL in key' ELSE 'shared key' END AS fault, %1$s"
                        + " FROM (SELECT %1$s, count(*) AS firedrill_times FROM %2$s GROUP BY %1$s"
                        + " HAVING count(*) > 1 OR num_nulls(%1$s) > 0) AS keys"
                        + " CROSS JOIN LATERAL generate_series(1, keys.firedrill_times) AS g (firedrill_time)"
                        + " UNION ALL SELECT broken, %3$s FROM (%4$s) AS promises ORDER BY %5$s")
                .formatted(
                        table.key().list(""),
                        table.from(),
                        nothing,
                        new KeyPromises(table).sql(),
                        Order.first(table.key().size() + 1));
    }

    private Offenders offenders() {
        var key = table.key();
        var sql = "SELECT %1$s, count(*) FROM %2$s GROUP BY %1$s HAVING count(*) > 1 OR num_nulls(%1$s) > 0"
                .formatted(key.list(""), table.from());
        return new Offenders(table.sql() + "." + key.label() + " -> rows", sql, key.size(), 1, Order.first(key.size()));
    }

    /** How many rows there are, how many share how many keys, and how many have NULL in their key. */
    private record Counts(Counted counted) {
        static Count of(Relation table, Columns key) {
            return Count.ofGroups(
                    table,
                    key,
                    "sum(n)",
                    "sum(n) FILTER (WHERE n > 1 AND NOT nulls)",
                    "count(*) FILTER (WHERE n > 1 AND NOT nulls)",
                    "sum(n) FILTER (WHERE nulls)");
        }

        long shared() {
            return counted.number(1);
        }

        long nulls() {
            return counted.number(3);
        }

        String text(List<String> promises) {
            var rows = Numbers.text(counted.number(0));
            var found = new ArrayList<String>();
            if (shared() > 0) {
                found.add("%s of %s rows share %s"
                        .formatted(Numbers.text(shared()), rows, Numbers.text(counted.number(2), "key")));
            }
            if (nulls() > 0) {
                found.add("%s of %s rows have NULL in their key".formatted(Numbers.text(nulls()), rows));
            }
            found.addAll(promises);
            return String.join(", and ", found);
        }
    }
}
