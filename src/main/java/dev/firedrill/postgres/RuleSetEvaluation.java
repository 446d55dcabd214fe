package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.RuleRunner;
import java.util.List;

/** What a set of rules finds in one database: evaluated together, once, and reported one by one. */
public final class RuleSetEvaluation {
    private final RuleSet set;
    private final RuledDatabase database;
    private List<Finding> findings;

    RuleSetEvaluation(RuleSet set, RuledDatabase database) {
        this.set = set;
        this.database = database;
    }

    /**
     * Reports one rule, on the thread of the caller.
     *
     * @throws AssertionError if it is broken
     * @throws dev.firedrill.verdict.Inconclusive if it could not be evaluated
     */
    public void report(String id) {
        report(set.ids().indexOf(id), RuleRunner.strict(database.context()));
    }

    /** Reports all rules, in their order. */
    void report(RuleRunner runner) {
        for (int i = 0; i < set.rules().size(); i++) {
            report(i, runner);
        }
    }

    private void report(int index, RuleRunner runner) {
        var rule = set.rules().get(index).of(database);
        runner.run(rule, () -> findings().get(index));
    }

    private synchronized List<Finding> findings() {
        if (findings == null) {
            var inspections = set.rules().stream()
                    .map(rule -> rule.inspection().of(database))
                    .toList();
            findings = new SharedEvaluation(database).findings(inspections);
        }
        return findings;
    }
}
