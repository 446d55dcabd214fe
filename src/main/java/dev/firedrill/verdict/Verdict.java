package dev.firedrill.verdict;

import java.util.Collection;
import java.util.Comparator;

/**
 * What Firedrill says of a restoration, a rule or a check. Declared from best to worst, so that {@code compareTo} ranks
 * them.
 *
 * <p>{@link #FAIL} and {@link #INCONCLUSIVE} break the build: what was not verified is never called passed.
 */
public enum Verdict {
    /** All rules hold, objectives met. */
    PASS,
    /** A warn bound was passed or a known offence was found; the build stays green. */
    WARN,
    /** Out of scope by configuration, with reason, owner and expiry. */
    UNCOVERED,
    /** It could not be told: no permission, query error, time-out, disk full, a rule that was not run. */
    INCONCLUSIVE,
    /** The backup is bad, or an objective was missed. */
    FAIL;

    /**
     * The verdict that a thrown outcome stands for: {@code null} is PASS, an {@link AssertionError} is FAIL, anything
     * else is INCONCLUSIVE.
     */
    public static Verdict of(Throwable thrown) {
        if (thrown == null) {
            return PASS;
        }
        return thrown instanceof AssertionError ? FAIL : INCONCLUSIVE;
    }

    /** The worst of the given verdicts; INCONCLUSIVE of none, because nothing was verified. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Comparator.naturalOrder()).orElse(INCONCLUSIVE);
    }

    /** Whether this verdict turns a build red. */
    public boolean breaksTheBuild() {
        return this == FAIL || this == INCONCLUSIVE;
    }
}
