package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;

/** Counts all rows of a table. */
final class RowCount {
    private RowCount() {}

    static Finding find(RuleSession session, Relation table, long min, long max) throws SQLException {
        var sql = "SELECT count(*) FROM " + table.sql();
        long rows = session.counts(sql)[0];
        var limits = max == Long.MAX_VALUE
                ? "at least " + Numbers.text(min)
                : "between " + Numbers.text(min) + " and " + Numbers.text(max);
        return Finding.ofMeasure(rows, limits, min <= rows && rows <= max)
                .found(rows == 0 ? "it is empty" : "it has " + Numbers.text(rows))
                .hint(table.logged() ? "" : table.sql() + " is UNLOGGED: its rows do not survive a recovery from WAL.")
                .sql(sql + ";");
    }
}
