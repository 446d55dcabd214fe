package dev.firedrill.restore;

import dev.firedrill.verdict.RuleOutcome;

/**
 * Is told what happens in a run: one small listener for each output. Found by {@link java.util.ServiceLoader}, one
 * instance for each run. What it throws is kept and turns the run red at its end.
 */
public interface RunListener {
    /** A restore is about to begin. */
    default void restorationStarted(Restoration restoration) {}

    /** A restore came to its end, with an instance or with a failure. */
    default void restorationFinished(Restoration restoration) {}

    /** A check that uses this restoration is about to run, on this thread. */
    default void checkUses(Restoration restoration) {}

    /** A rule is about to be evaluated, on this thread. */
    default void ruleStarted(Restoration restoration, String id, String description) {}

    /** A rule was evaluated, on this thread. */
    default void ruleFinished(Restoration restoration, RuleOutcome outcome) {}

    /** What the restoration made is gone, or was kept. */
    default void restorationDiscarded(Restoration restoration) {}
}
