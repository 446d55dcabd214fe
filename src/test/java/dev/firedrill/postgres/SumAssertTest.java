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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over the rows of another table, and rows that have none there. */
@ExtendWith(RulesCluster.class)
class SumAssertTest {
    private RulesDatabase shop;

    @BeforeEach
    void clean_shop(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE orders (id int PRIMARY KEY, total numeric)",
                "CREATE TABLE items (order_id bigint, quantity int, price numeric)",
                "INSERT INTO orders SELECT n, n * 5 FROM generate_series(1, 30) n",
                "INSERT INTO items SELECT n, 2, n FROM generate_series(1, 30) n",
                "INSERT INTO items SELECT n, 1, n * 3 FROM generate_series(1, 30) n");
    }

    private void sums() {
        assertThat(shop).table("orders").column("total").isSumOf("items", "order_id", "quantity * price");
    }

    private void passes() {
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
        assertThat(shop.last().value()).isZero();
    }

    @Test
    void sums_that_hold_pass_and_the_sum_over_nothing_is_zero() {
        shop.plant("INSERT INTO orders VALUES (31, 0), (32, NULL)", "INSERT INTO items VALUES (NULL, 1, 1)");
        sums();
        passes();
        assertThat(shop.last().description())
                .isEqualTo("every orders.total to be the sum of quantity * price over its rows in items"
                        + " (NULLs not counted: 1)");
    }

    @Test
    void a_wrong_sum_an_order_without_items_and_an_unknown_term_are_found() {
        shop.plant(
                "UPDATE orders SET total = total + 1 WHERE id = 7",
                "DELETE FROM items WHERE order_id = 9",
                "INSERT INTO items VALUES (11, NULL, 3)");
        assertThatThrownBy(this::sums)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-total-sum-of-items-order_id-quantity-price-71edca
                        Expecting every  orders.total  to be the sum of  quantity * price  over its rows in  items   (NULLs not counted: 0)
                        but 3 of 30 are not (1 of them without rows in items); allowed: 0.
                          orders.id -> (total, sum):  7 -> (36, 35), 9 -> (45, NULL), 11 -> (55, 55)
                        All:  SELECT p.id, p.total, g.total FROM orders p LEFT JOIN (SELECT order_id AS k1, count(*) AS n, sum((quantity * price)) AS total, count(*) FILTER (WHERE (quantity * price) IS NULL) AS unknown FROM (SELECT ctid, * FROM items OFFSET 0) AS items WHERE order_id IS NOT NULL GROUP BY order_id) AS g ON p.id = g.k1 WHERE p.total IS NOT NULL AND (g.unknown > 0 OR abs(p.total - coalesce(g.total, 0)) > 0);""");
        assertThat(shop.last().samples()).containsExactly("7 -> (36, 35)", "9 -> (45, NULL)", "11 -> (55, 55)");
    }

    @Test
    void a_tolerance_is_not_passed_by() {
        shop.plant("UPDATE orders SET total = total + 0.01 WHERE id = 7");
        assertThatThrownBy(this::sums).isInstanceOf(AssertionError.class);
        assertThat(shop)
                .table("orders")
                .column("total")
                .within("0.01")
                .isSumOf("items", "order_id", "quantity * price");
        passes();
        shop.plant("UPDATE orders SET total = total + 0.0001 WHERE id = 7");
        assertThatThrownBy(() -> assertThat(shop)
                        .because("OPS-41")
                        .table("orders")
                        .column("total")
                        .within("0.01")
                        .isSumOf("items", "order_id", "quantity * price"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("over its rows in  items   within 0.01   (NULLs")
                .hasMessageContaining("because OPS-41")
                .hasMessageContaining("1 of 30 are not; allowed: 0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "0,01", "1) OR (1=1"})
    void a_tolerance_is_a_number(String written) {
        assertThatThrownBy(
                        () -> assertThat(shop).table("orders").column("total").within(written))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("is no number, 0 or more");
    }

    @Test
    void composite_keys_have_sums_too() {
        shop.plant(
                "CREATE TABLE days (shop int, day date, sold int, PRIMARY KEY (shop, day))",
                "CREATE TABLE sales (day date, shop int, n int)",
                "INSERT INTO days VALUES (1, '2026-11-01', 3), (1, '2026-11-02', 4), (2, '2026-11-01', 5)",
                "INSERT INTO sales VALUES ('2026-11-01', 1, 1), ('2026-11-01', 1, 2), ('2026-11-02', 1, 4),"
                        + " ('2026-11-01', 2, 5)");
        var sold = assertThat(shop).table("days").column("sold").within("0");
        sold.isSumOf("sales", List.of("shop", "day"), "n");
        passes();
        shop.plant("UPDATE sales SET shop = 2 WHERE n = 2");
        assertThatThrownBy(() -> sold.isSumOf("sales", List.of("shop", "day"), "n"))
                .hasMessageContaining("days.(shop, day) -> (sold, sum):  (1, 2026-11-01) -> (3, 1),"
                        + " (2, 2026-11-01) -> (5, 7)\n");
    }

    @Test
    void a_key_that_cannot_be_named_and_an_expression_that_is_none_are_told() {
        shop.plant("CREATE TABLE keyless (id int, total int)");
        assertThatThrownBy(
                        () -> assertThat(shop).table("keyless").column("total").isSumOf("items", "order_id", "1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but keyless has no primary key (object missing).");
        assertThatThrownBy(() -> assertThat(shop)
                        .table("orders")
                        .column("total")
                        .within("0")
                        .isSumOf("items", List.of("order_id", "quantity"), "1"))
                .hasMessageContaining(
                        "but the primary key of orders is id, which (order_id, quantity) cannot name (object missing).");
        assertThatThrownBy(
                        () -> assertThat(shop).table("orders").column("total").isSumOf("items", "order_id", "cost"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("column \"cost\" does not exist");
    }

    @Test
    void rows_without_a_child_are_found() {
        assertThat(shop).table("orders").hasRowsIn("items", "order_id");
        passes();
        shop.plant("DELETE FROM items WHERE order_id IN (4, 8)", "INSERT INTO items VALUES (NULL, 1, 1), (99, 1, 1)");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasRowsIn("items", "order_id"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-has-rows-in-items-order_id
                        Expecting every row of  orders  to have rows in  items
                        but 2 of 30 rows have none; allowed: 0.
                          orders.id:  4, 8
                        All:  SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT FROM items i WHERE o.id = i.order_id);""");
    }

    @Test
    void a_child_behind_a_lost_index_entry_is_a_child() {
        shop.plant(
                "CREATE INDEX by_order ON items (order_id)",
                "DELETE FROM items WHERE order_id = 4",
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'by_order'::regclass",
                "INSERT INTO items VALUES (4, 4, 5)",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'by_order'::regclass");
        assertThat(shop).table("orders").hasRowsIn("items", "order_id");
        sums();
        passes();
    }
}
