package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The weekly check on a shop with a fault planted for each of its rules. The faults have rows of their own, and each rule
 * tells the number and the keys of its offenders: so a fault that reached into another rule would show there.
 */
class ShopConsistencyTest {
    private static DamagedShop shop;
    private static Map<String, String> red;

    @BeforeAll
    static void damage_a_shop(@TempDir Path home) throws Exception {
        shop = DamagedShop.restored(
                home,
                "set session_replication_role = replica",
                "delete from orders where id = 3",
                "update order_items set product_id = 4711 where id = 5",
                "delete from customers where id = 17",
                "alter table customers alter email drop not null",
                "update customers set email = null where id = 21",
                "update customers set email = 'user22@example.co|' where id = 22",
                "update customers set email = 'nobody' where id = 23",
                "alter table orders alter total_amount drop not null, alter customer_id drop not null",
                "alter table orders drop constraint orders_total_amount_check",
                "alter table order_items drop constraint order_items_unit_price_check",
                "update orders set customer_id = null where id = 50",
                "update orders set total_amount = null where id = 51",
                "update orders set total_amount = -total_amount where id = 52",
                "update order_items set unit_price = -unit_price where order_id = 52",
                "update orders set total_amount = total_amount + 0.02 where id = 61",
                "update orders set total_amount = total_amount + 0.01 where id = 62",
                "delete from order_items where order_id in (63, 64)",
                "update orders set total_amount = 0 where id = 64",
                "alter table products drop constraint products_pkey cascade",
                "update pg_index set indisready = false where indexrelid = 'order_items_pkey'::regclass",
                "insert into order_items values (500, 150, 1, 1, 0)",
                "update pg_index set indisready = true where indexrelid = 'order_items_pkey'::regclass",
                "update pg_index set indisvalid = false where indexrelid = 'customers_pkey'::regclass",
                "update pg_attribute set attnotnull = false where attrelid = 'orders'::regclass and attname = 'id'",
                // The last commit is the recovery point; by the time of the check this moment is past.
                "update orders set created_at = clock_timestamp() + interval '2 seconds' where id = 70");
        await().until(() -> shop.number("select count(*) from orders where created_at > now()") == 0);
        red = shop.red();
    }

    @AfterAll
    static void all_is_gone() throws Exception {
        shop.close();
    }

    /** A planted fault: the rule that finds it, and what is said of it. */
    record Fault(String rule, String... found) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault(
                        "order_items-order_id-references-orders-id",
                        "but 3 of 674 rows name 1 key of orders that is missing; allowed: 0.",
                        "  order_items.id -> order_id:  8 -> 3, 9 -> 3, 10 -> 3"),
                new Fault(
                        "order_items-product_id-references-products-id",
                        "but 1 of 674 rows name 1 key of products that is missing; allowed: 0.",
                        "  order_items.id -> product_id:  5 -> 4711"),
                new Fault(
                        "orders-customer_id-references-customers-id",
                        "(NULLs not counted: 1)",
                        "but 3 of 203 rows name 1 key of customers that is missing; allowed: 0.",
                        "  orders.id -> customer_id:  4 -> 17, 104 -> 17, 204 -> 17"),
                new Fault("customers-email-no-nulls", "but 1 of 99 rows have one; allowed: 0.", "  customers.id:  21"),
                new Fault(
                        "customers-email-matches-A-Za-z0-9._-A-Za-z0-9.-.-A-Za-z-2-b10f8c",
                        "(NULLs not counted: 1)",
                        "but 2 of 99 rows do not; allowed: 0.",
                        "  customers.id -> email:  22 -> user22@example.co|, 23 -> nobody"),
                new Fault(
                        "orders-total_amount-created_at-2800f9-no-nulls",
                        "but 1 of 203 rows have one; allowed: 0.",
                        "  orders.id -> (total_amount, created_at):  51 -> (NULL, "),
                new Fault(
                        "orders-no-rows-where-total_amount-0-2e1419",
                        "(neither true nor false because of a NULL, not counted: 1)",
                        "but 1 of 203 rows are like that; allowed: 0.",
                        "  orders.id:  52"),
                new Fault(
                        "orders-created_at-not-after-recovery-point",
                        "but 1 of 203 rows are later; allowed: 0.",
                        "  orders.id -> created_at:  70 -> "),
                new Fault(
                        "orders-total_amount-sum-of-order_items-order_id-quantity-unit_price-e5fe37",
                        "(NULLs not counted: 1)",
                        "but 2 of 203 are not (1 of them without rows in order_items); allowed: 0.",
                        "  orders.id -> (total_amount, sum):  61 -> (56.20, 56.18), 63 -> (18.51, NULL)"),
                new Fault(
                        "orders-has-rows-in-order_items-order_id",
                        "but 2 of 203 rows have none; allowed: 0.",
                        "  orders.id:  63, 64"),
                new Fault("customers-primary-key", "but its index is not valid; allowed: 0."),
                new Fault("products-primary-key", "but products has no primary key (object missing)."),
                new Fault("orders-primary-key", "but id is not declared NOT NULL; allowed: 0."),
                new Fault(
                        "order_items-primary-key",
                        "but 2 of 674 rows share 1 key; allowed: 0.",
                        "  order_items.id -> rows:  500 -> 2"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_planted_fault_turns_the_test_of_its_rule_red(Fault fault) {
        assertThat(red).containsKey(fault.rule());
        assertThat(red.get(fault.rule())).startsWith("FAIL  crm · latest").contains(" · rule " + fault.rule() + "\n");
        var lines = red.get(fault.rule()).lines().toList();
        assertThat(fault.found()).allSatisfy(found -> assertThat(lines).anyMatch(line -> said(line, found)));
    }

    /** A whole line; a note stands at its end, and a time after the space that is given. */
    private static boolean said(String line, String found) {
        if (found.startsWith("(")) {
            return line.endsWith("   " + found);
        }
        return found.endsWith(" ") ? line.startsWith(found) : line.equals(found);
    }

    @Test
    void no_other_test_turns_red() {
        assertThat(red).containsOnlyKeys(faults().map(Fault::rule).toList());
    }

    @Test
    void the_times_are_compared_with_the_recovery_point_and_not_with_now() throws Exception {
        assertThat(shop.number("select count(*) from orders where created_at > now()"))
                .as("what the procedure counted")
                .isZero();
        assertThat(red.get("orders-created_at-not-after-recovery-point"))
                .contains("after the recovery point  "
                        + shop.instance().recoveryPoint().time());
    }

    @Test
    void what_the_old_pattern_of_e_mails_let_pass_is_found() throws Exception {
        assertThat(shop.number("select count(*) from customers where id in (21, 22)"
                        + " and email !~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Z|a-z]{2,}$'"))
                .as("what the procedure counted")
                .isZero();
        assertThat(red.get("customers-email-no-nulls")).contains(":  21\n");
        assertThat(red.get("customers-email-matches-A-Za-z0-9._-A-Za-z0-9.-.-A-Za-z-2-b10f8c"))
                .contains(":  22 -> user22@example.co|, ");
    }

    @Test
    void what_the_inner_join_of_totals_and_items_hid_is_found() throws Exception {
        assertThat(shop.number(
                        "select count(*) from orders o join order_items i on i.order_id = o.id where o.id in (63, 64)"))
                .as("what the procedure looked at")
                .isZero();
        assertThat(red.get("orders-has-rows-in-order_items-order_id")).contains(":  63, 64\n");
        assertThat(red.get("orders-total_amount-sum-of-order_items-order_id-quantity-unit_price-e5fe37"))
                .contains("63 -> (18.51, NULL)\n");
    }
}
