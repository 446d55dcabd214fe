package dev.firedrill.restore;

import dev.firedrill.verdict.RuleOutcome;
import java.util.Set;

/**
 * Is told what happens in a run: one small listener for each output. Found by {@link java.util.ServiceLoader}, one
 * instance for each run. What it throws is kept and turns the run red at its end.
 */
public interface RunListener {
    /** A restore is about to begin. */
    default void restorationStarted(Restoration restoration) {}

    /** A restore came to its end, with an instance or with a failure. */
    default void restorationFinished(Restoration restoration) {}

    /**
     * Who the check is that is about to run on this thread, where JUnit only numbers it. Told before its restorations.
     *
     * @param identity its class and what it checks, the same in every run
     * @param tags those of the factory that made it, since it has none of its own
     */
    default void checkIs(String identity, Set<String> tags) {}

    /** A check that uses this restoration is about to run, on this thread. */
    default void checkUses(Restoration restoration) {}

    /** A rule is about to be evaluated, on this thread. */
    default void ruleStarted(Restoration restoration, String id, String description) {}

    /** A rule was evaluated, on this thread. */
    default void ruleFinished(Restoration restoration, RuleOutcome outcome) {}

    /** What the restoration made is gone, or was kept. */
    default void restorationDiscarded(Restoration restoration) {}
}
