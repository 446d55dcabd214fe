package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import java.time.Instant;
import java.util.Optional;

/**
 * The time of the recovery point, as SQL and as people read it.
 *
 * @param time null if nobody knows what state came back
 * @param latest until when there may be rows: a label's time is cut to whole seconds
 */
record RecoveryTime(Instant time, Instant latest) {
    static RecoveryTime of(RuledDatabase database) {
        var point = database.recoveryPoint();
        if (point == null) {
            return new RecoveryTime(null, null);
        }
        boolean cut = point.measuredBy().equals(RecoveryProof.BY_THE_LABEL);
        return new RecoveryTime(point.time(), cut ? point.time().plusSeconds(1) : point.time());
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
