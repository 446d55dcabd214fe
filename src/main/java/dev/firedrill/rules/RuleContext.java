package dev.firedrill.rules;

import dev.firedrill.verdict.RuleListener;
import java.util.function.UnaryOperator;

/**
 * What the rules of one restored instance share.
 *
 * @param headline what was restored from what, as messages begin
 * @param listener is told of each rule
 * @param lastPass says when the rule with the given id last passed and with what value, such as {@code 2026-11-15: 0};
 *     an empty text if that is unknown
 * @param whole where a person finds the samples that a message leaves out, such as {@code in the report}
 * @param known offenders that are tolerated for a while
 * @param counts what earlier runs counted
 */
public record RuleContext(
        String headline,
        RuleListener listener,
        Samples samples,
        UnaryOperator<String> lastPass,
        String whole,
        KnownOffences known,
        PastCounts counts) {
    public RuleContext(String headline, RuleListener listener, Samples samples, UnaryOperator<String> lastPass) {
        this(headline, listener, samples, lastPass, "in the report", KnownOffences.NONE, PastCounts.NONE);
    }

    /** The same, with what is known. */
    public RuleContext with(KnownOffences offences) {
        return new RuleContext(headline, listener, samples, lastPass, whole, offences, counts);
    }

    /** The same, with what earlier runs counted. */
    public RuleContext with(PastCounts past) {
        return new RuleContext(headline, listener, samples, lastPass, whole, known, past);
    }

    public RuleContext(String headline, RuleListener listener, Samples samples) {
        this(headline, listener, samples, id -> "");
    }
}
