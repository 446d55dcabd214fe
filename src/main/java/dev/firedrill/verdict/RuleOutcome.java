package dev.firedrill.verdict;

import java.time.Duration;
import java.util.List;

/**
 * What one rule found.
 *
 * @param id stable identity of the rule, such as {@code orders-customer_id-references-customers-id}
 * @param description what is expected, in words
 * @param value what was counted or measured, in the rule's own unit: offending rows, rows, seconds
 * @param bounds what was allowed, such as {@code at most 0}
 * @param message the whole message of a broken rule; empty when the rule holds
 * @param samples keys of offending rows (never whole rows), at most 20 of each thing that offends
 * @param sql the query that finds all offenders; empty where none does
 */
public record RuleOutcome(
        String id,
        String description,
        double value,
        String bounds,
        Verdict verdict,
        String message,
        List<String> samples,
        String sql,
        Duration elapsed) {

    public RuleOutcome {
        samples = List.copyOf(samples);
    }
}
