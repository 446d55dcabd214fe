package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said before a verb holds for that verb and for no other. */
class ModifiersTest {
    private static final class Counting extends RuleAssert<Counting> {
        Counting(RuleRunner runner) {
            super(runner);
        }

        private Counting(Counting whole) {
            super(whole);
        }

        Counting part() {
            return new Counting(this);
        }

        Counting counts(long offences) {
            var terms = terms();
            return evaluate(new Rule("r", "", terms.because()), () -> Finding.ofOffences(offences, terms.bounds()));
        }

        Counting measures() {
            var terms = terms().unboundedFor("measures");
            return evaluate(new Rule("m", "", terms.because()), () -> Finding.ofMeasure(1, "1", true));
        }

        @Override
        protected Counting self() {
            return this;
        }
    }

    private final List<String> recorded = new ArrayList<>();
    private final Counting all = new Counting(RuleRunner.recording((rule, inspection) -> {
        try {
            var finding = inspection.inspect();
            recorded.add(rule.id() + " [" + rule.because() + "] " + finding.bounds + " " + finding.verdict);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }));

    @Test
    void they_hold_for_one_verb_also_across_the_chain() {
        all.because("OPS-41")
                .atMost(3)
                .warnAbove(1)
                .part()
                .counts(2)
                .counts(1)
                .because("x")
                .measures();

        assertThat(recorded)
                .containsExactly("r [OPS-41] at most 3, warning above 1 WARN", "r [] at most 0 FAIL", "m [x] 1 PASS");
    }

    @Test
    void a_bound_alone_gives_no_warning_and_a_warning_alone_needs_a_bound() {
        all.atMost(3).counts(3);
        assertThat(recorded).containsExactly("r [] at most 3 PASS");
        assertThatThrownBy(() -> all.warnAbove(1).counts(0))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(
                        "atMost(0), warnAbove(1): these bounds leave no room between a warning and a failure");
        all.warnAbove(0).counts(0);
        assertThat(recorded).endsWith("r [] at most 0 PASS");
    }

    @Test
    void a_verb_that_would_ignore_a_bound_refuses_it() {
        assertThatThrownBy(() -> all.atMost(3).measures())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessage("measures: atMost and warnAbove count offending rows, and this verb counts none\n"
                        + "  Remedy: leave them out");
        assertThat(recorded).isEmpty();
    }

    @Test
    void bounds_say_what_they_mean() {
        var warning = Bounds.warningAbove(2);
        assertThat(warning.text()).isEqualTo("at most 2, else a warning");
        assertThat(warning.judge(2)).isEqualTo(Verdict.PASS);
        assertThat(warning.judge(1_000_000)).isEqualTo(Verdict.WARN);
        assertThat(warning.last()).isEqualTo(2);
        assertThat(new Bounds(3, 1).last()).isEqualTo(3);
        assertThat(new Bounds(3, 3).text()).isEqualTo("at most 3");
        assertThat(new Bounds(3, 1).text()).isEqualTo("at most 3, warning above 1");
        assertThatThrownBy(() -> new Bounds(3, -1)).isInstanceOf(ConfigurationMistake.class);
    }
}
