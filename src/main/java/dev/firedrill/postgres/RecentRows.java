package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** Counts the rows that are from the last stretch of time before the recovery point. */
record RecentRows(RecoveryTime point, Duration before) {
    RecentRows {
        if (before.isNegative() || before.isZero()) {
            throw new ConfigurationMistake(
                    "hasRowsWithin(" + before + ")", "no row is in no time", "give a duration above zero");
        }
    }

    /** {@code 24h}, {@code 1h30m}. */
    String text() {
        return before.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    Finding find(RuleSession session, Relation table, Column column) throws SQLException {
        var time = column.sql() + "::timestamptz";
        var earliest = "timestamptz '" + point.time().minus(before) + "'";
        var condition = "%1$s > %2$s AND %1$s <= %3$s".formatted(time, earliest, point.literal());
        var counts = session.rowsOf("SELECT count(*), count(*) FILTER (WHERE %s), max(%s) FROM %s"
                        .formatted(condition, time, table.sql()))
                .get(0);
        long recent = Long.parseLong(counts.get(1));
        var newest = counts.get(2) == null ? "there is none at all" : "the newest is of " + counts.get(2);
        return Finding.ofMeasure(recent, "at least 1", recent > 0)
                .found("none of its %s rows is; %s".formatted(Numbers.text(Long.parseLong(counts.get(0))), newest))
                .sql("SELECT max(%s) FROM %s;".formatted(time, table.sql()));
    }
}
