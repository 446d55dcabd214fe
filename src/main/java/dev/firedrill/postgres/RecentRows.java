package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.time.Duration;
import java.util.Locale;

/** Counts the rows that are from the last stretch of time before the recovery point. */
record RecentRows(Duration before) {
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

    Tally tally(RecoveryTime point, Relation table, Column column) {
        var time = column.sql() + "::timestamptz";
        var earliest = "timestamptz '" + point.time().minus(before) + "'";
        var recent = "count(*) FILTER (WHERE %1$s > %2$s AND %1$s <= %3$s)".formatted(time, earliest, point.literal());
        var newest = "max(" + time + ")";
        return Tally.of(
                Count.ofRows(table, "count(*)", recent, newest).whole(), (counted, session) -> finding(counted.get(0))
                        .sql("SELECT %s FROM %s;".formatted(newest, table.from())));
    }

    private static Finding finding(Counted counted) {
        var newest = counted.text(2) == null ? "there is none at all" : "the newest is of " + counted.text(2);
        return Finding.ofMeasure(counted.number(1), "at least 1", counted.number(1) > 0)
                .found("none of its %s rows is; %s".formatted(Numbers.text(counted.number(0)), newest));
    }
}
