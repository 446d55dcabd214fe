package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Inspection;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleRunner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rules as values, said in the words in which they are evaluated elsewhere, for any restored database:
 *
 * <pre>{@code
 * static final RuleSet ORDERS = RuleSet.of(db -> {
 *     db.table("orders").isNotEmpty().column("customer_id").references("customers", "id");
 *     db.table("orders").because("OPS-41").atMost(3).hasNoRowsWhere("total < 0");
 * });
 * }</pre>
 *
 * <p>A set is evaluated together, {@code orders.verifyAll(ORDERS)}, or reported as one test for each rule by
 * {@code dev.firedrill.junit.RuleTests}. Rules that look at one table share a pass over it; all see one state of the
 * database.
 */
public final class RuleSet {
    private final List<Recorded> rules;

    private RuleSet(List<Recorded> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * One rule of a set.
     *
     * @param rule as it is said of any database
     */
    record Recorded(Rule rule, DatabaseInspection inspection) {
        /** As it is said of one database. */
        Rule of(RuledDatabase database) {
            var point = RecoveryTime.text(database);
            return new Rule(rule.id(), rule.expectation().replace(RecoveryTime.OPEN, point), rule.because());
        }
    }

    /**
     * Records the rules that are said of a database, without one.
     *
     * @throws ConfigurationMistake if there is none, or if one occurs twice
     */
    public static RuleSet of(Consumer<PostgresAssert> rules) {
        var recorded = new ArrayList<Recorded>();
        rules.accept(new PostgresAssert(null, RuleRunner.recording((rule, it) -> recorded.add(recorded(rule, it)))));
        if (recorded.isEmpty()) {
            throw new ConfigurationMistake("RuleSet.of", "there is no rule in it", "say what must hold");
        }
        requireDifferent(recorded);
        return new RuleSet(recorded);
    }

    private static Recorded recorded(Rule rule, Inspection inspection) {
        if (inspection instanceof DatabaseInspection ofAny) {
            return new Recorded(rule, ofAny);
        }
        throw new ConfigurationMistake(
                "rule " + rule.id(), "cannot be part of a set of rules", "evaluate it in a test of its own");
    }

    private static void requireDifferent(List<Recorded> rules) {
        var ids = new HashSet<String>();
        for (var rule : rules) {
            if (!ids.add(rule.rule().id())) {
                throw new ConfigurationMistake(
                        "rule " + rule.rule().id(), "occurs twice in a set of rules", "leave one of them out");
            }
        }
    }

    /** Stable identities of its rules, in the order in which they were said. */
    public List<String> ids() {
        return rules.stream().map(rule -> rule.rule().id()).toList();
    }

    /** What the rule with that identity expects, in one plain line. */
    public String description(String id) {
        return rules.stream()
                .filter(rule -> rule.rule().id().equals(id))
                .map(rule -> rule.rule().description().replace(" " + RecoveryTime.OPEN, ""))
                .findFirst()
                .orElseThrow();
    }

    List<Recorded> rules() {
        return rules;
    }

    /** An evaluation of these rules on one database, which begins with the first result that is asked for. */
    public RuleSetEvaluation on(RuledDatabase database) {
        return new RuleSetEvaluation(this, database);
    }
}
