package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.local.PlantedRun;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.OddShop;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the shop, on a production that was damaged before its backup was taken: the restore itself is fine. */
class ShopRulesTest {
    /** The least number of rows for which the bounds hold in an undamaged shop. */
    private static final int ROWS = 100_000;

    private static PlantedRun run;
    private static Restoration restoration;
    private static PostgresInstance shop;
    private final ShopRules rules = new ShopRules() {};

    @BeforeAll
    static void damage_a_shop(@TempDir Path home) throws Exception {
        var asOf = OddShop.make(
                home,
                PlantedBackup.STATE,
                ROWS,
                "set session_replication_role = replica",
                "delete from customers where id in (17, 4711)",
                "alter table order_items drop constraint order_items_pkey",
                "update order_items set id = 1 where id = 2",
                "set session_replication_role = origin");
        run = PlantedRun.of(home).with("asOf", asOf.toString());
        restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
        shop = (PostgresInstance) restoration.instance().orElseThrow();
    }

    @AfterAll
    static void all_is_gone() throws Exception {
        run.close();
    }

    @Test
    void rows_deleted_below_the_bound_are_found() {
        assertThatThrownBy(() -> rules.row_counts_are_within_bounds(shop))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("FAIL", "customers", "9,998", "10,000");
    }

    @Test
    void orders_without_their_customers_are_found_and_their_keys_named() {
        assertThatThrownBy(() -> rules.every_order_belongs_to_a_customer(shop))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "orders.customer_id", "customers.id", "orders.id -> customer_id", "-> 17", "-> 4711");
    }

    @Test
    void a_dropped_primary_key_is_found() {
        assertThatThrownBy(() -> rules.primary_keys_exist_are_valid_and_unique(shop))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("order_items", "primary key");
    }

    @Test
    void duplicate_keys_are_found_and_named() {
        assertThatThrownBy(
                        () -> assertThat(shop).table("order_items").column("id").isUnique())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("order_items.id", "1");
    }

    @Test
    void what_the_catalog_promises_is_looked_up_without_a_rule_for_it() {
        assertThatThrownBy(() -> rules.the_data_keep_what_the_catalog_promises(shop))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "rule catalog-foreign-keys\n", "but 1 of 3 foreign keys does not.", "-> 17", "-> 4711");
    }

    @Test
    void what_was_not_damaged_passes() {
        assertThatCode(() -> {
                    rules.every_item_belongs_to_an_order_and_names_a_product(shop);
                    rules.there_are_orders_of_the_last_day_and_none_after_the_recovery_point(shop);
                    rules.the_restore_is_fast_enough_and_the_backup_recent(restoration);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void every_restore_of_the_shop_is_judged_by_the_same_rules() {
        assertThat(List.of(
                        ShopLatestCheck.class,
                        ShopPointInTimeCheck.class,
                        ShopNamedPointCheck.class,
                        ShopCopyCheck.class,
                        ShopRandomBackupCheck.class))
                .allMatch(ShopRules.class::isAssignableFrom);
    }

    @Test
    void all_that_is_broken_is_reported_at_once() {
        assertThatThrownBy(() -> shop.verifyAll(db -> {
                    db.table("customers").hasRowCountBetween(10_000, 10_000_000);
                    db.table("orders").column("customer_id").references("customers", "id");
                    db.table("order_items").hasValidPrimaryKey();
                    db.table("products").hasValidPrimaryKey();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("9,998", "orders.customer_id", "order_items");
        assertThat(restoration.verdict()).isEqualTo(Verdict.FAIL);
    }
}
