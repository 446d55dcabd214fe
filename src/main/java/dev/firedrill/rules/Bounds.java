package dev.firedrill.rules;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Verdict;

/**
 * How many offences are tolerated: up to {@code warnAbove} the rule holds, up to {@code atMost} it warns, beyond that it
 * is broken.
 */
public record Bounds(long atMost, long warnAbove) {
    public static final Bounds NONE_ALLOWED = new Bounds(0, 0);

    /** @throws ConfigurationMistake if a bound is negative, or if the warning would come after the failure */
    public Bounds {
        if (atMost < 0 || warnAbove < 0 || warnAbove > atMost) {
            throw new ConfigurationMistake(
                    "atMost(%d), warnAbove(%d)".formatted(atMost, warnAbove),
                    "these bounds leave no room between a warning and a failure",
                    "give both, 0 <= warnAbove <= atMost: .atMost(3).warnAbove(0)");
        }
    }

    /** However many there are, no more than a warning; up to so many, not even that. */
    public static Bounds warningAbove(long offences) {
        return new Bounds(Long.MAX_VALUE, offences);
    }

    /** Beyond this number nothing changes any more. */
    public long last() {
        return atMost == Long.MAX_VALUE ? warnAbove : atMost;
    }

    public Verdict judge(long offences) {
        if (offences <= warnAbove) {
            return Verdict.PASS;
        }
        return offences <= atMost ? Verdict.WARN : Verdict.FAIL;
    }

    /** In words: {@code at most 3, warning above 0}. */
    public String text() {
        if (atMost == Long.MAX_VALUE) {
            return "at most " + Numbers.text(warnAbove) + ", else a warning";
        }
        return "at most " + Numbers.text(atMost)
                + (warnAbove == atMost ? "" : ", warning above " + Numbers.text(warnAbove));
    }
}
