package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;

/** Counts all rows of a table. */
final class RowCount {
    private RowCount() {}

    static Tally tally(Relation table, long min, long max) {
        return Tally.of(
                Count.ofRows(table, "count(*)"),
                (counted, session) -> finding(table, counted.get(0).number(0), min, max));
    }

    private static Finding finding(Relation table, long rows, long min, long max) {
        var limits = max == Long.MAX_VALUE
                ? "at least " + Numbers.text(min)
                : "between " + Numbers.text(min) + " and " + Numbers.text(max);
        return Finding.ofMeasure(rows, limits, min <= rows && rows <= max)
                .found(rows == 0 ? "it is empty" : "it has " + Numbers.text(rows))
                .hint(table.logged() ? "" : table.sql() + " is UNLOGGED: its rows do not survive a recovery from WAL.")
                .sql("SELECT count(*) FROM " + table.from() + ";");
    }
}
