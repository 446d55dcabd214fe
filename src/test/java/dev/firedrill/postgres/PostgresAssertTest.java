package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RulesCluster.class)
class PostgresAssertTest {
    private RulesDatabase shop;

    @BeforeEach
    void shop_with_three_negative_totals(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE orders (id int PRIMARY KEY, total int)",
                "INSERT INTO orders SELECT n, n - 4 FROM generate_series(1, 10) n");
    }

    @Test
    void bounds_tolerate_and_warn() {
        assertThat(shop).atMost(3).table("orders").hasNoRowsWhere("total < 0");
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
        assertThat(shop).table("orders").atMost(3).warnAbove(2).hasNoRowsWhere("total < 0");
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().bounds()).isEqualTo("at most 3, warning above 2");
        assertThat(shop.last().message())
                .startsWith("WARN  orders · latest")
                .contains("but 3 of 10 rows are like that; allowed: 3, warning above 2.");
        assertThat(shop.last().samples()).containsExactly("1", "2", "3");
        assertThatThrownBy(() ->
                        assertThat(shop).atMost(2).warnAbove(0).table("orders").hasNoRowsWhere("total < 0"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void modifiers_hold_for_the_next_verb_only() {
        var orders =
                assertThat(shop).because("OPS-41").atMost(3).table("orders").hasNoRowsWhere("total < 0");
        assertThatThrownBy(() -> orders.hasNoRowsWhere("total < 0"))
                .isInstanceOf(AssertionError.class)
                .hasMessageNotContaining("OPS-41")
                .hasMessageContaining("allowed: 0.");
        assertThatThrownBy(() -> assertThat(shop).warnAbove(3).table("orders").hasNoRowsWhere("total < 0"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("warnAbove(3)");
    }

    @Test
    void the_listener_is_told_in_pairs() {
        assertThat(shop).table("orders").isNotEmpty();
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("totl < 0"))
                .isInstanceOf(Inconclusive.class);
        assertThat(shop.told).hasSize(4);
        assertThat(shop.told.subList(0, 2))
                .containsExactly("started orders-not-empty: orders to have rows", "finished orders-not-empty");
        assertThat(shop.told.get(2)).startsWith("started orders-no-rows-where");
        assertThat(shop.told.get(3)).startsWith("finished orders-no-rows-where");
    }

    @Test
    void verify_all_throws_everything_at_once() {
        assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(db -> db.table("orders")
                        .hasNoRowsWhere("total < 0")
                        .hasNoRowsWhere("totl < 0")
                        .isNotEmpty()
                        .column("total")
                        .matches("[0-9]+")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("FAIL  3 problems, 4 rules evaluated:\n\nFAIL  orders · latest")
                .hasMessageContaining("\n\nINCONCLUSIVE  orders · latest")
                .hasMessageContaining("\n\nFAIL  orders · latest · backup B1 · rule orders-total-matches");
        assertThat(shop.outcomes)
                .extracting("verdict")
                .containsExactly(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS, Verdict.FAIL);
    }

    @Test
    void verify_all_is_inconclusive_where_nothing_failed_but_something_was_not_evaluated() {
        assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(db -> db.table("orders")
                        .isNotEmpty()
                        .hasNoRowsWhere("totl < 0")
                        .hasNoRowsWhere("a < 0")))
                .isInstanceOf(Inconclusive.class)
                .hasMessageStartingWith("INCONCLUSIVE  2 problems, 3 rules evaluated:")
                .hasMessageContaining("column \"totl\" does not exist")
                .hasMessageContaining("column \"a\" does not exist");
    }

    @Test
    void verify_all_keeps_what_was_found_when_the_code_around_it_throws() {
        assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(db -> {
                    db.table("orders").hasNoRowsWhere("total < 0");
                    throw new IllegalStateException("later");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("3 of 10 rows")
                .hasMessageContaining("java.lang.IllegalStateException: later");
        assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(db -> {}))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("nothing was verified");
    }

    @Test
    void verify_all_passes_where_all_hold() {
        new PostgresAssert(shop)
                .verifyAll(db -> db.table("orders").isNotEmpty().column("id").isUnique());
        assertThat(shop.outcomes).extracting("verdict").containsExactly(Verdict.PASS, Verdict.PASS);
    }

    @Test
    void samples_can_be_hashed_or_left_out() {
        shop.samples = Samples.HASHED;
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("total = -3"))
                .hasMessageContaining("  orders.id:  6b86b273ff34\n");
        assertThat(shop.last().samples()).containsExactly("6b86b273ff34");
        shop.samples = Samples.NONE;
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("total = -3"))
                .hasMessageNotContaining("orders.id:")
                .hasMessageContaining("All:  SELECT id");
        assertThat(shop.last().samples()).isEmpty();
    }
}
