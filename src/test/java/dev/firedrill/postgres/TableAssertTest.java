package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RulesCluster.class)
class TableAssertTest {
    private RulesDatabase shop;

    @BeforeEach
    void clean_shop(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE orders (id int PRIMARY KEY, total numeric NOT NULL)",
                "INSERT INTO orders SELECT n, n FROM generate_series(1, 1000) n",
                "CREATE TABLE lines (order_id int, line int, PRIMARY KEY (order_id, line))",
                "INSERT INTO lines VALUES (1, 1), (1, 2)",
                "CREATE TABLE empty (id int)");
    }

    private void passesWith(double value) {
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
        assertThat(shop.last().value()).isEqualTo(value);
        assertThat(shop.last().message()).isEmpty();
        assertThat(shop.last().samples()).isEmpty();
    }

    @Test
    void a_table_with_rows_is_not_empty() {
        assertThat(shop).table("orders").isNotEmpty();
        passesWith(1000);
    }

    @Test
    void an_empty_table_is_found() {
        assertThatThrownBy(() -> assertThat(shop).table("empty").isNotEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule empty-not-empty
                        Expecting  empty  to have rows
                        but it is empty.
                        All:  SELECT count(*) FROM empty;""");
    }

    @Test
    void an_unlogged_table_is_empty_for_a_reason() {
        shop.plant("ALTER TABLE empty SET UNLOGGED");
        assertThatThrownBy(() -> assertThat(shop).table("empty").isNotEmpty())
                .hasMessageContaining("Hint: empty is UNLOGGED: its rows do not survive a recovery from WAL.\n");
    }

    @Test
    void a_row_count_within_its_bounds_passes() {
        assertThat(shop).table("orders").hasRowCountBetween(1000, 1000);
        passesWith(1000);
        assertThat(shop.last().bounds()).isEqualTo("between 1,000 and 1,000");
    }

    @Test
    void rows_that_an_index_lost_are_counted() {
        shop.plant(
                "CREATE TABLE wide (id int PRIMARY KEY, filler text DEFAULT repeat('x', 1000))",
                "INSERT INTO wide SELECT generate_series(1, 100)",
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'wide_pkey'::regclass",
                "INSERT INTO wide SELECT generate_series(101, 105)",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'wide_pkey'::regclass",
                "VACUUM (FREEZE, ANALYZE) wide");
        assertThat(shop.asSuperuser("SET enable_seqscan = off", "SELECT count(*) FROM wide"))
                .as("what the index answers")
                .isEqualTo("100");
        assertThat(shop).table("wide").hasRowCountBetween(105, 105).hasNoRowsWhere("id < 0");
        passesWith(0);
    }

    @Test
    void a_row_count_out_of_its_bounds_is_found() {
        shop.lastPass = "2026-11-15: 1,200";
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasRowCountBetween(1001, 2000))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-row-count
                        Expecting  orders  to have between 1,001 and 2,000 rows
                        but it has 1,000; last pass 2026-11-15: 1,200.
                        All:  SELECT count(*) FROM orders;""");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasRowCountBetween(0, 999))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void bounds_that_would_be_ignored_are_refused() {
        assertThatThrownBy(() -> assertThat(shop).atMost(3).table("orders").isNotEmpty())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("isNotEmpty");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasRowCountBetween(5, 4))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("hasRowCountBetween(5, 4)");
        assertThat(shop.told).isEmpty();
    }

    @Test
    void no_offending_rows_pass() {
        assertThat(shop).table("orders").hasNoRowsWhere("total < 0");
        passesWith(0);
    }

    @Test
    void offending_rows_are_found_with_their_keys() {
        shop.plant("UPDATE orders SET total = -1 WHERE id % 40 = 0");
        assertThatThrownBy(() -> assertThat(shop)
                        .because("money does not flow back")
                        .table("orders")
                        .hasNoRowsWhere("orders.total < 0 -- never"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-no-rows-where-orders.total-0-never-7fd171
                        Expecting no rows of  orders  where  orders.total < 0 -- never
                        because money does not flow back
                        but 25 of 1,000 rows are like that; allowed: 0.
                          orders.id:  40, 80, 120 ... 20 of 25, all in the report
                        All:  SELECT id FROM (SELECT * FROM orders OFFSET 0) AS orders WHERE (orders.total < 0 -- never
                        );""");
        assertThat(shop.last().samples()).hasSize(20).startsWith("40").endsWith("800");
        assertThat(shop.last().value()).isEqualTo(25);
    }

    @Test
    void a_condition_may_use_operators_with_question_marks_and_braces() {
        shop.plant("CREATE TABLE settings (id int, body jsonb)", "INSERT INTO settings VALUES (1, '{\"a\": 1}')");
        assertThatThrownBy(
                        () -> assertThat(shop).table("settings").hasNoRowsWhere("body ? 'a' AND body @> '{\"a\":1}'"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 1 rows")
                .hasMessageContaining("settings.ctid:  (0,1)");
    }

    @Test
    void a_null_is_found_though_the_planner_believes_that_there_is_none() {
        shop.plant(
                "ALTER TABLE orders ALTER total DROP NOT NULL",
                "UPDATE orders SET total = NULL WHERE id = 7",
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'orders'::regclass AND attname = 'total'");
        assertThat(shop.inRuleSession("SELECT count(*) FROM orders WHERE total IS NULL"))
                .as("what the planner answers without a look")
                .containsExactly("0");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("total IS NULL"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("orders.id:  7\n");
    }

    @Test
    void a_valid_primary_key_passes() {
        assertThat(shop).table("orders").hasValidPrimaryKey().table("lines").hasValidPrimaryKey();
        passesWith(0);
        assertThat(shop.inRuleSession("EXPLAIN " + shop.last().sql())).anyMatch(line -> line.contains("Seq Scan on"));
    }

    @Test
    void duplicates_behind_a_valid_primary_key_are_found() {
        shop.plant(
                "UPDATE pg_index SET indisready = false, indisvalid = false WHERE indexrelid = 'orders_pkey'::regclass",
                "INSERT INTO orders VALUES (7, 7), (9, 9), (9, 9)",
                "UPDATE pg_index SET indisready = true, indisvalid = true WHERE indexrelid = 'orders_pkey'::regclass");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasValidPrimaryKey())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-primary-key
                        Expecting  orders  to have a valid primary key
                        but 5 of 1,003 rows share 2 keys; allowed: 0.
                          orders.id -> rows:  7 -> 2, 9 -> 3
                        Hint: the catalog calls orders_pkey valid, so these rows came past it: index damage, or files of different moments.
                        All:  SELECT id, count(*) FROM orders GROUP BY id HAVING count(*) > 1 OR num_nulls(id) > 0;""");
        assertThat(shop.last().samples()).containsExactly("7 -> 2", "9 -> 3");
    }

    @Test
    void nulls_in_a_composite_key_are_found_though_they_are_declared_not_null() {
        shop.plant(
                "UPDATE pg_attribute SET attnotnull = false WHERE attrelid = 'lines'::regclass AND attname = 'line'",
                "INSERT INTO lines VALUES (2, NULL)",
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'lines'::regclass AND attname = 'line'");
        assertThatThrownBy(() -> assertThat(shop).table("lines").hasValidPrimaryKey())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 3 rows have NULL in their key; allowed: 0.\n"
                        + "  lines.(order_id, line) -> rows:  (2, NULL) -> 1\n");
    }

    @Test
    void a_primary_key_whose_declaration_is_broken_is_found() {
        shop.plant(
                "UPDATE pg_attribute SET attnotnull = false WHERE attrelid = 'lines'::regclass AND attname = 'line'",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'lines_pkey'::regclass");
        assertThatThrownBy(() -> assertThat(shop).table("lines").hasValidPrimaryKey())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but its index is not valid, and line is not declared NOT NULL; allowed: 0.");
        assertThat(shop.last().value()).isEqualTo(2);
    }

    @Test
    void a_table_without_a_primary_key_is_found() {
        assertThatThrownBy(() -> assertThat(shop).table("empty").hasValidPrimaryKey())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but empty has no primary key (object missing).");
    }
}
