package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule as it is asked of one database: what must be counted, and what the numbers mean.
 *
 * @param counts one for each source that the rule looks at
 */
record Tally(List<Count> counts, Reading reading) {
    /** Makes a finding of what was counted; may read samples. */
    @FunctionalInterface
    interface Reading {
        Finding of(List<Counted> counted, RuleSession session) throws SQLException;
    }

    Tally {
        counts = List.copyOf(counts);
    }

    static Tally of(Count count, Reading reading) {
        return new Tally(List.of(count), reading);
    }

    /** Nothing needs to be counted. */
    static Tally known(Finding finding) {
        return new Tally(List.of(), (counted, session) -> finding);
    }

    /** Counts and reads, with a query of its own for each source. */
    Finding find(RuleSession session) throws SQLException {
        var counted = new ArrayList<Counted>();
        for (var count : counts) {
            counted.add(new Pass(List.of(count)).counted(session).get(0));
        }
        return reading.of(counted, session);
    }
}
