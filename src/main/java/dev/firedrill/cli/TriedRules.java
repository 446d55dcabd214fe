package dev.firedrill.cli;

import dev.firedrill.postgres.PostgresAssert;
import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.SqlRule;
import dev.firedrill.restore.Durations;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Evaluates rules one after the other, and prints each outcome as a check would. */
final class TriedRules implements RuleListener {
    private static final int SAMPLES_IN_MESSAGE = 3;

    private final PrintWriter out;
    private final String headline;
    private final List<Verdict> verdicts = new ArrayList<>();

    /** @param headline what was restored from what */
    TriedRules(PrintWriter out, String headline) {
        this.out = out;
        this.headline = headline;
    }

    /** The worst verdict of all of them. */
    Verdict of(RuledDatabase database, List<SqlRule> rules) {
        for (var rule : rules) {
            int before = verdicts.size();
            try {
                new PostgresAssert(database).returnsNoRows(rule);
            } catch (AssertionError | Inconclusive e) {
                // As a rule its outcome was printed, and says it all.
                if (verdicts.size() == before) {
                    throw e;
                }
            }
        }
        return Verdict.worst(verdicts);
    }

    @Override
    public void ruleStarted(String id, String description) {
        if (!verdicts.isEmpty()) {
            out.println();
        }
    }

    @Override
    public void ruleFinished(RuleOutcome outcome) {
        verdicts.add(outcome.verdict());
        out.println(outcome.message().isEmpty() ? holds(outcome) : outcome.message());
        if (outcome.samples().size() > SAMPLES_IN_MESSAGE) {
            out.println("  " + String.join("\n  ", outcome.samples()));
        }
    }

    private String holds(RuleOutcome outcome) {
        return "%s  %s · rule %s%nExpecting %s: found %.0f, allowed %s; in %s"
                .formatted(
                        outcome.verdict(),
                        headline,
                        outcome.id(),
                        outcome.description(),
                        outcome.value(),
                        outcome.bounds(),
                        Durations.text(outcome.elapsed()));
    }
}
