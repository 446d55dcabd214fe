package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real tables against counts of earlier runs. */
@ExtendWith(RulesCluster.class)
class UsualRowCountTest {
    private RulesDatabase shop;

    @BeforeEach
    void shop_with_a_hundred_orders(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE orders (id int PRIMARY KEY)", "INSERT INTO orders SELECT generate_series(1, 100)");
        shop.counts = List.of(100L, 101L, 100L, 99L, 100L);
    }

    private void check() {
        assertThat(shop).because("OPS-41").table("orders").hasUsualRowCount();
    }

    @Test
    void other_rules_of_the_table_may_follow() {
        assertThat(shop).table("orders").hasUsualRowCount().isNotEmpty();

        assertThat(shop.last().id()).isEqualTo("orders-not-empty");
    }

    @Test
    void as_many_as_before_pass() {
        check();

        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
        assertThat(shop.last().id()).isEqualTo("orders-usual-row-count");
        assertThat(shop.last().value()).isEqualTo(100);
        assertThat(shop.last().bounds()).isEqualTo("95 to 120");
        assertThat(shop.asked).containsExactly("orders-usual-row-count", "orders-row-count", "orders-not-empty");
    }

    @Test
    void rows_that_are_gone_fail_with_what_was_there() {
        shop.plant("DELETE FROM orders WHERE id > 94");
        shop.lastPass = "2026-11-15: 100";

        assertThatThrownBy(this::check)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-usual-row-count
                        Expecting  orders  to have its usual number of rows   (median of 5 runs: 100, MAD: 0)
                        because OPS-41
                        but it has 94 rows, 6 (6.0 %) fewer than 100; allowed: 95 to 120; last pass 2026-11-15: 100.
                        Hint: if that is meant, let counting begin anew: baseline: {since: DAY}, with the day after the change.
                        All:  SELECT count(*) FROM orders;""");
    }

    @Test
    void too_few_runs_are_a_warning_that_says_what_is_not_verified() {
        shop.counts = List.of(100L, 100L, 100L, 100L);

        check();

        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().message())
                .isEqualTo(
                        """
                        WARN  orders · latest · backup B1 · rule orders-usual-row-count
                        Expecting  orders  to have its usual number of rows
                        because OPS-41
                        but it has 100 rows, which were compared with nothing: insufficient data: 4 of 5 runs are on record.
                        All:  SELECT count(*) FROM orders;""");
    }

    @Test
    void evidence_that_was_altered_tells_nothing() {
        shop.counts = null;

        assertThatThrownBy(this::check)
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(
                        "but it cannot be told whether its 100 rows are usual: evidence line 2: it was altered")
                .hasMessageStartingWith("INCONCLUSIVE  orders · latest");
    }

    @Test
    void a_table_that_is_not_there_fails_and_bounds_of_offences_are_refused() {
        assertThatThrownBy(() -> assertThat(shop).table("ordres").hasUsualRowCount())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no table ordres");
        assertThatThrownBy(() -> assertThat(shop).atMost(3).table("orders").hasUsualRowCount())
                .isInstanceOf(ConfigurationMistake.class);
    }
}
