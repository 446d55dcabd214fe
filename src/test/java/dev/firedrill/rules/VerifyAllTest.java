package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rules that are evaluated to the last, and what of them is thrown. */
class VerifyAllTest implements RuleListener {
    private final List<String> finished = new ArrayList<>();
    private final RuleContext context = new RuleContext("orders", this, Samples.KEYS);

    @Override
    public void ruleStarted(String id, String description) {}

    @Override
    public void ruleFinished(RuleOutcome outcome) {
        finished.add(outcome.id() + " " + outcome.verdict());
    }

    private void verify(Consumer<RuleRunner> rules) {
        RuleRunner.verifyAll(context, rules);
    }

    private static void rule(RuleRunner runner, String id, Finding finding) {
        runner.run(new Rule(id, " " + id + "  to hold", ""), () -> finding);
    }

    private static void holds(RuleRunner runner) {
        rule(runner, "good", Finding.ofOffences(0, Bounds.NONE_ALLOWED));
    }

    private static void fails(RuleRunner runner, String id) {
        rule(runner, id, Finding.ofOffences(2, Bounds.NONE_ALLOWED).found("2 do not"));
    }

    private static void unknown(RuleRunner runner, String id) {
        rule(runner, id, Finding.unknown("nobody knows", null));
    }

    @Test
    void where_all_hold_nothing_is_thrown_and_where_there_is_none_nothing_was_verified() {
        assertThatCode(() -> verify(VerifyAllTest::holds)).doesNotThrowAnyException();
        assertThat(finished).containsExactly("good PASS");
        assertThatThrownBy(() -> verify(runner -> {}))
                .isInstanceOf(Inconclusive.class)
                .hasMessage("INCONCLUSIVE  verifyAll evaluated no rule: nothing was verified");
    }

    @Test
    void a_single_broken_rule_throws_its_own_message() {
        assertThatThrownBy(() -> verify(runner -> {
                    fails(runner, "bad");
                    holds(runner);
                }))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage("FAIL  orders · rule bad\nExpecting  bad  to hold\nbut 2 do not; allowed: 0.");
        assertThat(finished).containsExactly("bad FAIL", "good PASS");
    }

    @Test
    void several_are_thrown_together_as_the_worst() {
        assertThatThrownBy(() -> verify(runner -> {
                    unknown(runner, "dark");
                    fails(runner, "bad");
                    holds(runner);
                }))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  2 problems, 3 rules evaluated:

                        INCONCLUSIVE  orders · rule dark
                        Expecting  dark  to hold
                        but nobody knows.

                        FAIL  orders · rule bad
                        Expecting  bad  to hold
                        but 2 do not; allowed: 0.""")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(2));
        assertThatThrownBy(() -> verify(runner -> {
                    unknown(runner, "one");
                    unknown(runner, "two");
                }))
                .isInstanceOf(Inconclusive.class)
                .hasMessageStartingWith("INCONCLUSIVE  2 problems, 2 rules evaluated:\n\n");
    }

    @Test
    void what_the_code_between_throws_is_told_with_what_the_rules_found() {
        assertThatThrownBy(() -> verify(runner -> {
                    holds(runner);
                    throw new IllegalStateException("alone");
                }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("alone");
        assertThatThrownBy(() -> verify(runner -> {
                    fails(runner, "bad");
                    throw new IllegalStateException("beside");
                }))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  2 problems, 1 rule evaluated:

                        FAIL  orders · rule bad
                        Expecting  bad  to hold
                        but 2 do not; allowed: 0.

                        java.lang.IllegalStateException: beside""");
        assertThatThrownBy(() -> verify(runner -> {
                    fails(runner, "bad");
                    throw new ConfigurationMistake("f.yaml:3", "wrong", "mend it");
                }))
                .hasMessageEndingWith("\n\nf.yaml:3: wrong\n  Remedy: mend it");
    }
}
