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

    Finding find(RuleSession session) throws SQLException, ObjectMissing {
        var declared = session.rows(
                """
                SELECT c.convalidated, i.indisvalid, i.indisready, i.indislive, i.indisunique, i.indisprimary, c.conname
                FROM pg_constraint c LEFT JOIN pg_index i ON i.indexrelid = c.conindid
                WHERE c.conrelid = ? AND c.contype = 'p'""",
                table.oid());
        if (declared.isEmpty()) {
            throw new ObjectMissing("%s has no primary key (object missing)".formatted(table.sql()));
        }
        var promises = brokenPromises(session, declared.get(0));
        var counts = Counts.of(session, table);
        var finding = Finding.ofOffences(counts.shared + counts.nulls + promises.size(), Bounds.NONE_ALLOWED)
                .found(counts.text(promises));
        if (promises.isEmpty() && !finding.holds()) {
            finding.hint("the catalog calls %s valid, so these rows came past it: index damage, or files of different"
                            .formatted(declared.get(0).get(6))
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
                .formatted(key.list(""), table.sql());
        return new Offenders(table.sql() + "." + key.label() + " -> rows", sql, key.size(), Order.first(key.size()));
    }

    /** How many rows there are, how many share how many keys, and how many have NULL in their key. */
    private record Counts(long rows, long shared, long keys, long nulls) {
        static Counts of(RuleSession session, Relation table) throws SQLException {
            var counts = session.counts(
                    """
                    SELECT sum(n), sum(n) FILTER (WHERE n > 1 AND NOT nulls), count(*) FILTER (WHERE n > 1 AND NOT nulls),
                    sum(n) FILTER (WHERE nulls)
                    FROM (SELECT count(*) AS n, num_nulls(%1$s) > 0 AS nulls FROM %2$s GROUP BY %1$s) AS grouped"""
                            .formatted(table.key().list(""), table.sql()));
            return new Counts(counts[0], counts[1], counts[2], counts[3]);
        }

        String text(List<String> promises) {
            var found = new ArrayList<String>();
            if (shared > 0) {
                found.add("%s of %s rows share %s"
                        .formatted(Numbers.text(shared), Numbers.text(rows), Numbers.text(keys, "key")));
            }
            if (nulls > 0) {
                found.add("%s of %s rows have NULL in their key".formatted(Numbers.text(nulls), Numbers.text(rows)));
            }
            found.addAll(promises);
            return String.join(", and ", found);
        }
    }
}
