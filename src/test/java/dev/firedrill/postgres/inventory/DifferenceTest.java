package dev.firedrill.postgres.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What differs is counted whole, and a table that is read in parts is read whole. */
class DifferenceTest implements RuleListener {
    private static final SchemaObject TABLE = new SchemaObject("table", "public.a", "plain");

    private RuleOutcome outcome;

    private void judge(Finding finding) {
        RuleRunner.strict(new RuleContext("crm · inventory · backup b1", this, Samples.KEYS))
                .run(new Rule("content", "the same", ""), () -> finding);
    }

    private static List<SchemaObject> functions(String... bodies) {
        return List.of(bodies).stream()
                .map(body -> new SchemaObject("function", "public.f", body))
                .toList();
    }

    @Test
    void what_is_the_same_passes_and_each_kind_of_difference_fails() {
        judge(SchemaDifference.between(List.of(TABLE), List.of(TABLE)));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.value()).isZero();

        assertThatThrownBy(() -> judge(SchemaDifference.between(List.of(TABLE), List.of())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 1 objects differ.\n  table public.a is missing\nHint: both are of one");
        assertThatThrownBy(() -> judge(SchemaDifference.between(List.of(), List.of(TABLE))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("  table public.a is here, and was not recorded\n");
    }

    @Test
    void of_things_that_share_a_name_none_may_be_missing() {
        judge(SchemaDifference.between(functions("one", "two"), functions("one", "two")));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASS);
        assertThatThrownBy(() -> judge(SchemaDifference.between(functions("one", "two"), functions("two"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("function public.f differs: expecting [one; two], found [two]");
    }

    @Test
    void of_very_many_differences_the_first_are_shown_and_all_are_counted() {
        for (int number : new int[] {40, 41, 100}) {
            var lost = IntStream.rangeClosed(1, number)
                    .mapToObj(n -> new SchemaObject("table", "public.t" + n, ""))
                    .toList();
            assertThatThrownBy(() -> judge(SchemaDifference.between(lost, List.of())))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("but " + number + " of " + number + " objects differ.\n")
                    .hasMessageContaining("\n  table public.t40 is missing\n")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("public.t41 "))
                    .satisfies(e -> assertThat(e.getMessage().contains("\n  ... and " + (number - 40) + " more\n"))
                            .isEqualTo(number > 40));
            assertThat(outcome.value()).isEqualTo(number);
        }
    }

    @Test
    void of_two_long_texts_that_part_is_shown_where_they_begin_to_differ() {
        var same = "x".repeat(1000);
        assertThat(Difference.of("view v", same + "a" + same, same + "b"))
                .isEqualTo("view v differs: expecting [..." + "x".repeat(60) + "a" + "x".repeat(179)
                        + "...], found [..." + "x".repeat(60) + "b]");
        assertThat(Difference.of("view v", "select  1\n from a", "select 2 from a"))
                .isEqualTo("view v differs: expecting [select 1 from a], found [select 2 from a]");
    }

    @Test
    void a_sequence_that_gave_numbers_is_another_than_one_that_gave_none() {
        var unused = new SequenceState("public.s", BigInteger.ONE, false);
        judge(SchemaDifference.ofSequences(List.of(unused), List.of(unused)));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASS);
        assertThatThrownBy(() -> judge(SchemaDifference.ofSequences(
                        List.of(unused), List.of(new SequenceState("public.s", BigInteger.ONE, true)))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 1 sequences differ.\n  sequence public.s differs: expecting"
                        + " [was not used yet, and begins at 1], found [has reserved values up to 1]\n");
    }

    @Test
    void digests_of_parts_add_up() {
        var one = new RowDigest(2, BigInteger.TEN, BigInteger.TWO);
        assertThat(one.plus(new RowDigest(5, BigInteger.ONE, new BigInteger("-12"))))
                .isEqualTo(new RowDigest(7, new BigInteger("11"), new BigInteger("-10")));
        assertThat(one.sums()).isEqualTo("10:2");
    }

    @Test
    void of_rows_their_number_and_what_they_are_must_be_the_same() {
        var expected = RowDigest.of(List.of("3", "10", "-2"));
        judge(Difference.ofRows(expected, new RowDigest(3, BigInteger.TEN, new BigInteger("-2"))));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASS);
        for (var found : List.of(RowDigest.of(List.of("3", "11", "-2")), RowDigest.of(List.of("3", "10", "-1")))) {
            assertThatThrownBy(() -> judge(Difference.ofRows(expected, found)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(
                            "but its 3 rows are not those of the inventory, which has as many: their digest")
                    .hasMessageContaining("\nHint: both are of one instant");
        }
        assertThatThrownBy(() -> judge(Difference.ofRows(expected, RowDigest.of(List.of("5", "10", "-2")))))
                .hasMessageContaining("but it has 5 rows, and the inventory 3: 2 too many");
        assertThatThrownBy(() -> judge(Difference.ofRows(expected, RowDigest.EMPTY)))
                .hasMessageContaining("but it has 0 rows, and the inventory 3: 3 missing");
    }

    @Test
    void rows_of_a_table_are_its_own_and_those_of_all_below_it() {
        var inventory = new Inventory(
                null,
                List.of(
                        table("public.a", 1),
                        table("public.b", 20, "public.a"),
                        table("public.c", 300, "public.b", "public.a"),
                        table("public.other", 4000)),
                List.of(),
                RowDigest.EMPTY,
                List.of());
        assertThat(inventory.family("public.a")).containsExactly("public.a", "public.b", "public.c");
        assertThat(inventory.family("public.b")).containsExactly("public.b", "public.c");
        assertThat(inventory.rowsOf(inventory.family("public.a"))).isEqualTo(321);
        assertThat(inventory.tablesByName()).hasSize(4).containsKey("public.other");
    }

    private static TableContent table(String name, long rows, String... ancestors) {
        return new TableContent(
                name, false, List.of(ancestors), new RowDigest(rows, BigInteger.ONE, BigInteger.ONE), "");
    }

    private static List<String> stretches(long blocks) {
        return Stretch.of(new TableFacts(1, "public.t", false, 1, blocks, List.of())).stream()
                .map(stretch -> stretch.query().replaceAll("(?s).* AS firedrill_row(?: WHERE (.*?))? OFFSET 0.*", "$1"))
                .toList();
    }

    @Test
    void a_large_table_is_read_in_stretches_that_leave_nothing_out_and_nothing_twice() {
        assertThat(stretches(0)).containsExactly("");
        assertThat(stretches(131_072)).containsExactly("");
        assertThat(stretches(131_073))
                .containsExactly("firedrill_row.ctid < '(131072,0)'::tid", "firedrill_row.ctid >= '(131072,0)'::tid");
        assertThat(stretches(300_000))
                .containsExactly(
                        "firedrill_row.ctid < '(131072,0)'::tid",
                        "firedrill_row.ctid >= '(131072,0)'::tid AND firedrill_row.ctid < '(262144,0)'::tid",
                        "firedrill_row.ctid >= '(262144,0)'::tid");
    }

    @Override
    public void ruleStarted(String id, String description) {}

    @Override
    public void ruleFinished(RuleOutcome finished) {
        outcome = finished;
    }
}
