package dev.firedrill.kafka.inventory;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;

/** What a rule says of a finding. */
public final class Saying implements RuleListener {
    private RuleOutcome outcome;

    private Saying() {}

    /** The verdict and what follows it; of one that holds its verdict alone. */
    public static String of(Finding finding) {
        var heard = new Saying();
        try {
            RuleRunner.strict(new RuleContext("events · latest", heard, Samples.KEYS))
                    .run(new Rule("kafka-content", "the records to be those of the inventory", ""), () -> finding);
        } catch (AssertionError | RuntimeException e) {
            return e.getMessage();
        }
        return heard.outcome.message().isEmpty() ? heard.outcome.verdict().toString() : heard.outcome.message();
    }

    @Override
    public void ruleStarted(String id, String description) {
        // Only how it ended is of interest.
    }

    @Override
    public void ruleFinished(RuleOutcome ended) {
        outcome = ended;
    }
}
