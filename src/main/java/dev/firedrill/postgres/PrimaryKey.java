package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at a primary key as the catalog declares it, then at the data as if nothing were declared. */
record PrimaryKey(Relation table) {
    private static final List<String> PROMISES = List.of(
            "the constraint is not validated",
            "its index is not valid",
            "its index is not ready",
            "its index is not live",
            "its index is not unique",
            "its index is not marked as primary");

    /** Of the table alone: a key does not reach into tables that inherit. */
    static Tally tally(RuleSession session, Catalog catalog, Relation table) throws SQLException, ObjectMissing {
        var own = new PrimaryKey(table.alone());
        var declared = session.rows(
                """
                SELECT c.convalidated, i.indisvalid, i.indisready, i.indislive, i.indisunique, i.indisprimary, c.conname
                FROM pg_constraint c LEFT JOIN pg_index i ON i.indexrelid = c.conindid
                WHERE c.conrelid = ? AND c.contype = 'p'""",
                table.oid());
        if (declared.isEmpty()) {
            throw ObjectMissing.primaryKey(table);
        }
        var promises = own.brokenPromises(session, declared.get(0));
        var name = declared.get(0).get(6);
        var key = Columns.of(catalog, own.table, own.table.key().columns());
        return Tally.of(
                Counts.of(own.table, key),
                (counted, reading) -> own.finding(new Counts(counted.get(0)), promises, name, reading));
    }

    private Finding finding(Counts counts, List<String> promises, String name, RuleSession session) {
        var finding = Finding.ofOffences(counts.shared() + counts.nulls() + promises.size(), Bounds.NONE_ALLOWED)
                .found(counts.text(promises));
        if (promises.isEmpty() && !finding.holds()) {
            finding.hint("the catalog calls %s valid, so these rows came past it: index damage, or files of different"
                            .formatted(name)
                    + " moments.");
        }
        // It counts rows and broken promises, and names keys: these could not be told from known ones.
        return offenders().addTo(finding, session).offending(null);
    }

    private List<String> brokenPromises(RuleSession session, List<String> declared) throws SQLException {
        var broken = new ArrayList<String>();
        for (int i = 0; i < PROMISES.size(); i++) {
            if (!"t".equals(declared.get(i))) {
                broken.add(PROMISES.get(i));
            }
        }
        var nullable = session.rows(
                """
                SELECT a.attname FROM pg_constraint c
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                WHERE c.conrelid = ? AND c.contype = 'p' AND NOT a.attnotnull ORDER BY a.attnum""",
                table.oid());
        nullable.forEach(row -> broken.add(row.get(0) + " is not declared NOT NULL"));
        return broken;
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
