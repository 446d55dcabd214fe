package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.rules.Finding;
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

    /** The same query, or, where there is nothing to measure from, the finding that it cannot be told. */
    DataQuery needed(DataQuery query) {
        return time == null
                ? (session, catalog, table) -> Finding.unknown("the recovery point is unknown", null)
                : query;
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
