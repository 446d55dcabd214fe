package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import java.time.Instant;
import java.util.Optional;

/** The time of the recovery point, as SQL and as people read it; null if nobody knows what state came back. */
record RecoveryTime(Instant time) {
    static RecoveryTime of(RuledDatabase database) {
        var point = database.recoveryPoint();
        return new RecoveryTime(point == null ? null : point.time());
    }

    /** The same query, or, where there is nothing to measure from, the finding that it cannot be told. */
    DataQuery needed(DataQuery query) {
        return time == null
                ? (session, catalog, table) -> Finding.unknown("the recovery point is unknown", null)
                : query;
    }

    String literal() {
        return "timestamptz '" + time + "'";
    }

    @Override
    public String toString() {
        return Optional.ofNullable(time).map(Instant::toString).orElse("(unknown)");
    }
}
