package dev.firedrill.junit;

import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.RuleSet;
import dev.firedrill.postgres.RuleSetEvaluation;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Reports a set of rules as one test for each rule. It is given to a factory of tests in a class with {@link Restore
 * @Restore}:
 *
 * <pre>{@code
 * @Weekly
 * @Restore("orders")
 * class OrdersRulesCheck {
 *     @TestFactory
 *     Stream<DynamicTest> rules(RuleTests orders) {
 *         return orders.of(RULES);
 *     }
 * }
 * }</pre>
 *
 * <p>A test keeps its identity, the class and the rule's id, whatever stands beside it in the set. The rules are
 * evaluated together, with the first of the tests that runs; if the restore failed, each test carries the failure.
 */
public final class RuleTests {
    private final Restorations restorations;
    private final String name;

    /** @param name of the restoration, where a class has several */
    RuleTests(Restorations restorations, String name) {
        this.restorations = restorations;
        this.name = name;
    }

    /** One test for each rule, in the order of the set. */
    public Stream<DynamicTest> of(RuleSet rules) {
        var shared = new Shared(rules);
        return rules.ids().stream()
                .map(id -> DynamicTest.dynamicTest(rules.description(id), new RuleTest(identity(id), shared, id)));
    }

    private String identity(String id) {
        return name.isEmpty() ? id : name + "/" + id;
    }

    /**
     * The body of one test.
     *
     * @param identity stable within its class
     */
    record RuleTest(String identity, Shared shared, String id) implements Executable {
        @Override
        public void execute() {
            shared.evaluation().report(id);
        }
    }

    /** The evaluation that the tests of a set share. */
    final class Shared {
        private final RuleSet rules;
        private RuleSetEvaluation evaluation;

        Shared(RuleSet rules) {
            this.rules = rules;
        }

        private synchronized RuleSetEvaluation evaluation() {
            if (evaluation == null) {
                evaluation = rules.on(instance());
            }
            return evaluation;
        }
    }

    private PostgresInstance instance() {
        restorations.orThrow();
        var instance = restorations.named(name).flatMap(Restoration::instance);
        if (instance.isPresent() && instance.get() instanceof PostgresInstance postgres) {
            return postgres;
        }
        throw new Inconclusive(
                "there is no restored PostgreSQL [%s]; there are %s%n  Remedy: qualify RuleTests with @Restored(\"...\")"
                        .formatted(name, restorations.names()));
    }
}
