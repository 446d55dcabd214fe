package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.sample.OddShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped examples of rules, and one more, on a production that was damaged before its backup was taken. */
class BuiltInFaultsTest {
    private static final Path SHIPPED = Path.of("suites/rules/shop").toAbsolutePath();
    private static LaunchedChecks checks;

    @BuiltInChecks
    static class Backups {}

    @BeforeAll
    static void restore_a_damaged_shop(@TempDir Path home) throws Exception {
        var asOf = OddShop.make(
                home,
                PlantedBackup.STATE,
                5_000,
                "set session_replication_role = replica",
                "delete from customers where id in (3, 77)",
                "delete from order_items where order_id = 12",
                "update orders set total_amount = total_amount + 0.01 where id = 900",
                "insert into order_items (order_id, product_id, quantity, unit_price)"
                        + " select order_id, product_id, 1, 0 from order_items where order_id in (20, 21)",
                "delete from orders where (created_at at time zone 'UTC')::date ="
                        + " (select (min(created_at) at time zone 'UTC')::date + 40 from orders)",
                "set session_replication_role = origin");
        var yaml =
                """
                defaults: {workdir: ./w}
                systems:
                  shop:
                    engine: postgresql
                    asOf: %s
                    backup: {type: base-backup, directory: backups, wal: wal}
                    rules: rules
                    restores: {weekly: [latest]}
                """
                        .formatted(asOf);
        copyRules(home.resolve("rules"));
        System.setProperty(
                "firedrill.binaries", PlantedBackup.STATE.resolve("binaries").toString());
        var configuration = Files.writeString(home.resolve("firedrill.yaml"), yaml);
        checks = LaunchedChecks.run(configuration, "weekly", Map.of(), Backups.class);
    }

    private static void copyRules(Path rules) throws IOException {
        Files.createDirectories(rules);
        try (var files = Files.list(SHIPPED)) {
            for (var file : files.toList()) {
                Files.copy(file, rules.resolve(file.getFileName()));
            }
        }
        Files.writeString(
                rules.resolve("orders-have-customers.sql"),
                """
                -- title: every order belongs to a customer
                -- key: 2
                select o.id, o.customer_id from orders o
                left join customers c on c.id = o.customer_id
                where c.id is null order by o.id
                """);
    }

    private static Throwable thrownBy(String title) {
        return checks.thrownBy("shop · latest · " + title);
    }

    @Test
    void orders_without_their_customers_are_found_by_their_keys() {
        assertThat(thrownBy("every order belongs to a customer"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(" · rule orders-have-customers\n")
                .hasMessageContaining(" rows were returned; allowed: 0.\n  (id, customer_id):  (")
                .hasMessageMatching("(?s).*\\(\\d+, (3|77)\\).*");
    }

    @Test
    void an_order_that_lost_its_items_and_one_with_another_total_are_found() {
        assertThat(thrownBy("the total of every order is the sum of its items"))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s).*\n  id:  (.*, )?12(, .*)?\n.*")
                .hasMessageContaining("because an order without items");
        assertThat(checks.run().restorations().get(0).rules())
                .filteredOn(rule -> rule.id().equals("order-total-is-sum-of-items"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.samples()).containsExactlyInAnyOrder("12", "900"));
    }

    @Test
    void more_double_lines_than_are_tolerated_are_found() {
        assertThat(thrownBy("an order names each product in one line"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("allowed: 3, warning above 0")
                .hasMessageContaining("\n  (order_id, product_id):  (20, ");
    }

    @Test
    void a_day_that_was_lost_is_found() {
        assertThat(thrownBy("there is no day without an order"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 row was returned; allowed: 0.")
                .hasMessageMatching("(?s).*\n  day:  20\\d\\d-\\d\\d-\\d\\d\n.*");
    }

    @Test
    void the_foreign_key_that_was_broken_is_found_with_no_rule_written() {
        assertThat(thrownBy("foreign keys hold"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(" · rule catalog-foreign-keys\n")
                .hasMessageContaining("but 2 of 3 foreign keys do not.\n  order_items_order_id_fkey of order_items: ")
                .hasMessageMatching("(?s).*\n    orders.id -> customer_id:  \\d+ -> (3|77), .*");
    }

    @Test
    void nothing_else_is_red() {
        assertThat(checks.red()).hasSize(5);
        assertThat(checks.names()).hasSize(8 + CatalogRule.values().length);
    }
}
