package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleRunnerTest implements RuleListener {
    private static final Rule RULE = new Rule("orders-unique", " orders.id  to be unique", "");

    private final List<String> told = new ArrayList<>();
    private final List<RuleOutcome> outcomes = new ArrayList<>();
    private final RuleContext context = new RuleContext("orders · latest", this, Samples.KEYS);

    @Override
    public void ruleStarted(String id, String description) {
        told.add("started " + description);
    }

    @Override
    public void ruleFinished(RuleOutcome outcome) {
        told.add("finished " + outcome.verdict());
        outcomes.add(outcome);
    }

    @Test
    void a_rule_that_holds_is_told_and_throws_nothing() {
        assertThatCode(() -> strict(() -> Finding.ofOffences(0, Bounds.NONE_ALLOWED)))
                .doesNotThrowAnyException();
        assertThat(told).containsExactly("started orders.id to be unique", "finished PASS");
        assertThat(outcomes.get(0).elapsed()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
        assertThat(outcomes.get(0).description()).isEqualTo("orders.id to be unique");
    }

    @Test
    void an_outcome_has_the_note_and_the_time_that_the_finding_brings() {
        strict(() -> Finding.ofOffences(0, Bounds.NONE_ALLOWED)
                .note("NULLs not counted: 2")
                .took(Duration.ofSeconds(7)));

        assertThat(outcomes.get(0).description()).isEqualTo("orders.id to be unique (NULLs not counted: 2)");
        assertThat(outcomes.get(0).elapsed()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void what_is_measured_is_broken_outside_its_limits_and_what_is_missing_always() {
        assertThatThrownBy(() -> strict(() ->
                        Finding.ofMeasure(9, "1 to 3", false).found("9 rows").hint("look.")))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · rule orders-unique
                        Expecting  orders.id  to be unique
                        but 9 rows.
                        Hint: look.""");
        assertThat(outcomes.get(0).bounds()).isEqualTo("1 to 3");
        assertThatCode(() -> strict(() -> Finding.ofMeasure(2, "1 to 3", true))).doesNotThrowAnyException();
        assertThatThrownBy(() -> strict(() -> Finding.ofMissingObject("there is no table orders")))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessageEndingWith("\nbut there is no table orders.");
        assertThat(outcomes.get(2).bounds()).isEqualTo("object missing");
    }

    @Test
    void hashed_samples_are_the_first_digits_of_digests_and_differ() {
        var hashed = new RuleContext("orders", this, Samples.HASHED, id -> "");
        assertThatThrownBy(() -> RuleRunner.strict(hashed).run(RULE, () -> Finding.ofOffences(2, Bounds.NONE_ALLOWED)
                        .found("2 do")
                        .samples("orders.id", List.of(new Sample("1", ""), new Sample("2", "1")))))
                .hasMessageEndingWith("  orders.id:  6b86b273ff34, d4735e3a265e -> 6b86b273ff34");
    }

    @Test
    void a_context_with_something_more_keeps_the_rest() {
        PastCounts past = ids -> List.of(1L);
        var more = context.with(past).with(KnownOffences.NONE);

        assertThat(more.counts()).isSameAs(past);
        assertThat(more.headline()).isEqualTo("orders · latest");
        assertThat(more.whole()).isEqualTo("in the report");
    }

    @Test
    void what_cannot_be_told_is_told_in_its_own_words() {
        assertThatThrownBy(() -> strict(() -> {
                    throw new Inconclusive("the keys are too large");
                }))
                .isInstanceOf(Inconclusive.class)
                .hasMessage(
                        """
                        INCONCLUSIVE  orders · latest · rule orders-unique
                        Expecting  orders.id  to be unique
                        but it could not be evaluated: the keys are too large.""");
    }

    @Test
    void whatever_an_inspection_throws_the_listener_is_told_that_nothing_is_known() {
        assertThatThrownBy(() -> strict(() -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(Inconclusive.class)
                .hasCauseInstanceOf(IOException.class)
                .hasMessage(
                        """
                        INCONCLUSIVE  orders · latest · rule orders-unique
                        Expecting  orders.id  to be unique
                        but it could not be evaluated: java.io.IOException: gone.""");
        assertThatThrownBy(() -> strict(() -> {
                    throw new OutOfMemoryError("heap");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(told)
                .containsExactly(
                        "started orders.id to be unique",
                        "finished INCONCLUSIVE",
                        "started orders.id to be unique",
                        "finished INCONCLUSIVE");
    }

    @Test
    void damage_is_a_bad_backup_with_its_cause() {
        var cause = new IOException("invalid page");
        assertThatThrownBy(() -> strict(() -> Finding.ofDamage("orders is damaged", cause)))
                .isInstanceOf(BackupUnusable.class)
                .hasCause(cause)
                .hasMessageStartingWith("FAIL  orders · latest");
    }

    @Test
    void each_part_of_a_finding_has_its_line_and_its_own_samples() {
        var samples = List.of(new Sample("k1", "v"), new Sample("k2", ""));
        var parts = List.of(
                new Finding.Part("one: 9 rows", "one.id", samples, 9), new Finding.Part("two", "", List.of(), 0));
        assertThatThrownBy(() -> strict(
                        () -> Finding.ofParts(Verdict.FAIL, 2, false, parts).found("2 of 3 do not")))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · rule orders-unique
                        Expecting  orders.id  to be unique
                        but 2 of 3 do not.
                          one: 9 rows
                            one.id:  k1 -> v, k2
                          two""");
        assertThat(outcomes.get(0).samples()).containsExactly("one.id: k1 -> v", "one.id: k2");
        assertThat(outcomes.get(0).value()).isEqualTo(2);
        assertThatThrownBy(() -> strict(() -> Finding.ofParts(Verdict.FAIL, 2, true, parts)))
                .isInstanceOf(BackupUnusable.class);
        assertThatCode(() -> strict(() -> Finding.ofParts(Verdict.WARN, 2, false, parts)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_message_shows_three_samples_of_many_and_all_of_few() {
        assertThatThrownBy(() -> strict(() -> offences(4)))
                .hasMessageContaining("k1, k2, k3 ... 4 of 4, all in the report");
        assertThatThrownBy(() -> strict(() -> offences(3))).hasMessageContaining("orders.id:  k1, k2, k3\n");
        assertThat(outcomes.get(0).samples()).containsExactly("k1", "k2", "k3", "k4");
    }

    private static Finding offences(int count) {
        var samples = IntStream.rangeClosed(1, count)
                .mapToObj(n -> new Sample("k" + n, ""))
                .toList();
        return Finding.ofOffences(count, Bounds.NONE_ALLOWED)
                .found(count + " do")
                .samples("orders.id", samples)
                .sql("SELECT 1;");
    }

    @Test
    void bounds_judge() {
        var bounds = new Bounds(3, 1);
        assertThat(bounds.judge(1)).isEqualTo(Verdict.PASS);
        assertThat(bounds.judge(2)).isEqualTo(Verdict.WARN);
        assertThat(bounds.judge(3)).isEqualTo(Verdict.WARN);
        assertThat(bounds.judge(4)).isEqualTo(Verdict.FAIL);
        assertThatThrownBy(() -> new Bounds(-1, -1)).isInstanceOf(ConfigurationMistake.class);
    }

    @Test
    void samples_are_configured_by_name() {
        assertThat(Samples.of("f.yaml:3", "hashed")).isEqualTo(Samples.HASHED);
        assertThatThrownBy(() -> Samples.of("f.yaml:3", "KEYS"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("f.yaml:3");
    }

    @Test
    void identities_are_stable_and_differ_where_names_do() {
        assertThat(RuleId.of("orders", "customer_id", "references", "customers", "id"))
                .isEqualTo("orders-customer_id-references-customers-id");
        assertThat(RuleId.of("o", "total < 0")).isEqualTo("o-total-0-30cbc1").isNotEqualTo(RuleId.of("o", "total > 0"));
        assertThat(RuleId.of("x".repeat(200))).hasSizeLessThan(60);
        assertThat(RuleId.of("<>")).matches("[0-9a-f]{6}");
    }

    @Test
    void a_name_of_48_characters_is_kept_and_a_longer_one_is_cut() {
        assertThat(RuleId.of("x".repeat(48))).isEqualTo("x".repeat(48));
        assertThat(RuleId.of("x".repeat(49))).matches("x{48}-[0-9a-f]{6}");
        assertThat(RuleId.digest("1")).isEqualTo("6b86b273");
    }

    @Test
    void names_are_near_up_to_a_third_of_their_letters_and_the_nearest_comes_first() {
        assertThat(NearNames.of("abc", List.of("abcde", "abcdef", "zabc", "ABC")))
                .containsExactly("ABC", "zabc", "abcde");
        assertThat(NearNames.of("a.orders", List.of("a.order", "production.orders")))
                .containsExactly("production.orders", "a.order");
        assertThat(NearNames.of("customers", List.of("customer_id", "customs", "costumers")))
                .containsExactly("costumers", "customs", "customer_id");
    }

    @Test
    void near_names_are_found_across_schemas_and_in_spite_of_case() {
        var names = List.of("Orders", "shop.orders", "customers", "id");
        assertThat(NearNames.of("orders", names)).containsExactly("Orders", "shop.orders");
        assertThat(NearNames.of("shp.order", names)).containsExactly("shop.orders", "Orders");
        assertThat(NearNames.of("invoices", names)).isEmpty();
    }

    private void strict(Inspection inspection) {
        RuleRunner.strict(context).run(RULE, inspection);
    }
}
