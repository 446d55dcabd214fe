package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;

/** Counts the rows that share their value with another. */
record UniqueValues(Relation table, Column column) {
    Finding find(RuleSession session, Bounds bounds) throws SQLException {
        var counts = session.counts(
                """
                SELECT sum(n), sum(n) FILTER (WHERE nulls), sum(n) FILTER (WHERE n > 1 AND NOT nulls),
                count(*) FILTER (WHERE n > 1 AND NOT nulls)
                FROM (SELECT count(*) AS n, num_nulls(%1$s) > 0 AS nulls FROM %2$s GROUP BY %1$s) AS grouped"""
                        .formatted(column.sql(), table.sql()));
        var finding = Finding.ofOffences(counts[2], bounds)
                .note("NULLs not counted: " + Numbers.text(counts[1]))
                .found("%s of %s rows share %s"
                        .formatted(Numbers.text(counts[2]), Numbers.text(counts[0]), Numbers.text(counts[3], "value")));
        return offenders().addTo(finding, session);
    }

    private Offenders offenders() {
        var key = table.key();
        var selected = key.isNone() ? "*" : key.list("") + ", " + column.sql();
        var sql = "SELECT %1$s FROM %2$s WHERE %3$s IN (SELECT %3$s FROM %2$s GROUP BY %3$s HAVING count(*) > 1)"
                .formatted(selected, table.sql(), column.sql());
        var byValue = (key.size() + 1) + (key.isNone() ? "" : ", " + Order.first(key.size()));
        return new Offenders(table.sql() + "." + key.label() + " -> " + column.sql(), sql, key.size(), byValue);
    }
}
