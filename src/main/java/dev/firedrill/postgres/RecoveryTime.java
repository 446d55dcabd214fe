package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time of the recovery point, as SQL and as people read it.
 *
 * @param time null if nobody knows what state came back
 * @param latest until when there may be rows: a label's time is cut to whole seconds, and a dump begins a little later than it says
 */
record RecoveryTime(Instant time, Instant latest) {
    /** Stands for the time in rules that are recorded for any database. */
    static final String OPEN = "{recovery point}";

    static RecoveryTime of(RuledDatabase database) {
        var point = database.recoveryPoint();
        if (point == null) {
            return new RecoveryTime(null, null);
        }
        return new RecoveryTime(point.time(), point.time().plus(later(point)));
    }

    /** How much later than its time the state may be. */
    private static Duration later(RecoveryPoint point) {
        if (point.measuredBy().startsWith(RecoveryPoint.START_OF_DUMP)) {
            // pg_dump notes its start in whole seconds, and then connects to a server that may be busy.
            return Duration.ofMinutes(1);
        }
        return point.measuredBy().equals(RecoveryProof.BY_THE_LABEL) ? Duration.ofSeconds(1) : Duration.ZERO;
    }

    /** What a rule wants to know that measures from the recovery point. */
    @FunctionalInterface
    interface TimedQuery {
        Tally ask(RecoveryTime point, Catalog catalog, Relation table) throws SQLException, ObjectMissing;
    }

    /** The query, or, where there is nothing to measure from, the finding that it cannot be told. */
    static DataQuery needed(TimedQuery query) {
        return (session, catalog, table) -> {
            var point = of(session.database());
            return point.time == null
                    ? Tally.known(Finding.unknown("the recovery point is unknown", null))
                    : query.ask(point, catalog, table);
        };
    }

    /** As it is said of a database, or of any. */
    static String text(RuledDatabase database) {
        return database == null ? OPEN : of(database).toString();
    }

    /** The latest moment that a row may be of. */
    String literal() {
        return "timestamptz '" + latest + "'";
    }

    @Override
    public String toString() {
        return Optional.ofNullable(time).map(Instant::toString).orElse("(unknown)");
    }
}
