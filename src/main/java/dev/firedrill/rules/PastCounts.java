package dev.firedrill.rules;

import java.util.List;

/** What earlier runs counted, on the same system and for the same kind of restore. */
@FunctionalInterface
public interface PastCounts {
    /** Nothing is remembered. */
    PastCounts NONE = ruleIds -> List.of();

    /**
     * The counts of the last ten states that came back, the oldest first. Of each state the first of these rules counts
     * that was evaluated on it.
     *
     * @throws dev.firedrill.verdict.Inconclusive if what is remembered was altered
     */
    List<Long> of(List<String> ruleIds);
}
