package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weekly check on shops that are in order, but for one thing. */
class SoundShopTest {
    @TempDir
    Path home;

    @Test
    void an_order_of_a_guest_is_no_orphan_and_is_spoken_of() throws Exception {
        try (var shop = DamagedShop.restored(
                home,
                "alter table orders alter customer_id drop not null",
                "update orders set customer_id = null where id = 50")) {
            assertThat(shop.red()).isEmpty();
            assertThat(shop.outcomes())
                    .hasSameSizeAs(ShopConsistencyCheck.RULES.ids())
                    .allMatch(it -> it.verdict() == Verdict.PASS)
                    .filteredOn(it -> it.id().equals("orders-customer_id-references-customers-id"))
                    .extracting(RuleOutcome::description)
                    .containsExactly("every orders.customer_id to exist in customers.id (NULLs not counted: 1)");
        }
    }

    @Test
    void rules_about_the_rows_and_the_key_of_a_table_share_one_scan_of_it() throws Exception {
        try (var shop = DamagedShop.restored(home)) {
            assertThat(scans(shop).values()).containsOnly(0L);
            assertThat(shop.red()).isEmpty();
            // Besides: one for each other table that it is joined with.
            assertThat(scans(shop))
                    .containsOnly(
                            entry("customers", 1L + 1),
                            entry("products", 1L + 1),
                            entry("orders", 1L + 2),
                            entry("order_items", 1L + 2));
        }
    }

    @Test
    void tables_that_came_back_empty_are_found_though_all_else_holds_of_them() throws Exception {
        try (var shop = DamagedShop.restored(home, "truncate customers, products, orders, order_items")) {
            assertThat(shop.red())
                    .containsOnlyKeys(
                            "customers-not-empty", "products-not-empty", "orders-not-empty", "order_items-not-empty");
        }
    }

    /** How often each table was read from end to end; a session has told of its own when it is gone. */
    private static Map<String, Long> scans(DamagedShop shop) throws SQLException {
        await().until(() -> shop.number("select count(*) from pg_stat_activity where usename = current_user") == 1);
        var scans = new HashMap<String, Long>();
        for (var table : new String[] {"customers", "products", "orders", "order_items"}) {
            scans.put(
                    table,
                    shop.number("select coalesce(sum(seq_scan), 0) from pg_stat_user_tables where relname = '" + table
                            + "'"));
        }
        return scans;
    }
}
