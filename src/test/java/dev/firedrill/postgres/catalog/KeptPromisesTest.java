package dev.firedrill.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.KeyComparison;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However many promises are broken, all are counted, the worst are shown, and none is excused that was not read. */
class KeptPromisesTest implements RuleListener {
    private static final int MOST = KeptPromises.MOST_HELD;

    private RuleOutcome outcome;

    private static KeptPromises broken(Verdict verdict, String name, int number) {
        var tally = new KeptPromises();
        tally.looked(number);
        for (int n = 1; n <= number; n++) {
            tally.add(Offence.ofThing(verdict, name + n + " is odd"));
        }
        return tally;
    }

    private void judge(Finding finding) {
        RuleRunner.strict(new RuleContext("orders · latest · backup B1", this, Samples.KEYS))
                .run(CatalogRule.INDEXES.asRule(""), () -> finding);
    }

    private static NamedPromises named(KeptPromises tally, int most) throws SQLException {
        // Things are their own names: no session is opened for them.
        return NamedPromises.of(CatalogRule.INDEXES, tally, null, most);
    }

    @Test
    void as_many_as_are_held_can_be_known_one_by_one() throws SQLException {
        var named = named(broken(Verdict.FAIL, "i", MOST), MOST + 1);

        assertThat(named.isComplete()).isTrue();
        assertThat(named.nameless()).isEmpty();
        assertThat(named.offenders()).hasSize(MOST);
        judge(named.beside(new KeyComparison(named.offenders(), List.of(), List.of())));
        assertThat(outcome.verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void of_more_than_are_held_nothing_is_excused() throws SQLException {
        var held = named(broken(Verdict.FAIL, "i", MOST), MOST + 1).offenders();
        var named = named(broken(Verdict.FAIL, "i", MOST + 1), MOST + 2);

        assertThat(named.isComplete()).isFalse();
        assertThat(named.nameless()).containsExactly("more than 10,000 promises that are broken");
        assertThat(named.offenders()).isEmpty();
        assertThatThrownBy(() -> judge(named.beside(new KeyComparison(held, List.of(), List.of()))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 10,001 of 10,001 indexes are not; here are 20");
        assertThat(outcome.value()).isEqualTo(10_001);
    }

    @Test
    void a_failure_is_shown_before_all_warnings_that_were_found_first() {
        var tally = broken(Verdict.WARN, "w", 30);
        tally.add(broken(Verdict.FAIL, "f", 2));

        assertThat(tally.looked()).isEqualTo(32);
        assertThat(tally.showsMore(Verdict.WARN)).isFalse();
        assertThat(tally.showsMore(Verdict.FAIL)).isTrue();
        assertThat(tally.held()).hasSize(32);
        assertThatThrownBy(() -> judge(CatalogRule.INDEXES.finding(tally)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 32 of 32 indexes are not; here are 20.\n"
                        + "  FAIL f1 is odd\n  FAIL f2 is odd\n  WARN w1 is odd\n")
                .hasMessageContaining("  WARN w18 is odd\n")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("w19 is odd"));
    }

    @Test
    void two_tallies_together_are_too_many_where_each_alone_is_not() throws SQLException {
        var tally = broken(Verdict.WARN, "w", MOST);
        tally.add(broken(Verdict.FAIL, "f", MOST));

        assertThat(tally.held()).hasSize(MOST + 1);
        assertThat(named(tally, 3 * MOST).isComplete()).isFalse();
    }

    @Test
    void what_could_not_be_judged_has_no_name_and_keeps_a_list_from_being_complete() throws SQLException {
        var tally = broken(Verdict.WARN, "w", 1);
        tally.add(Offence.ofThing(Verdict.INCONCLUSIVE, "the rest cannot be told"));
        var named = named(tally, 5);

        assertThat(named.offenders()).extracting(it -> it.key().get(0)).containsExactly("w1 is odd");
        assertThat(named.nameless()).containsExactly("the rest cannot be told");
        assertThat(named.isComplete()).isFalse();
        var damaged = broken(Verdict.WARN, "w", 1);
        damaged.add(Offence.ofDamage("i", "a page is odd"));
        assertThat(named(damaged, 5).isComplete()).isFalse();
    }

    @Test
    void names_that_are_too_large_together_are_not_compared() throws SQLException {
        var tally = new KeptPromises();
        for (var name : List.of("a", "b", "c")) {
            tally.add(Offence.ofThing(Verdict.FAIL, name.repeat(9_000_000)));
        }
        var named = named(tally, 5);

        assertThat(named.offenders()).hasSize(2);
        assertThat(named.isComplete()).isFalse();
        assertThat(named.nameless())
                .hasSize(1)
                .allMatch(it -> it.endsWith("c: the names of all offenders are too large to be compared"));
    }

    @Override
    public void ruleStarted(String id, String description) {}

    @Override
    public void ruleFinished(RuleOutcome finished) {
        outcome = finished;
    }
}
