package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must hold of the shop after every restore, whichever backup it comes from. */
@Tag("database")
abstract class ShopRules {
    @Test
    void row_counts_are_within_bounds(PostgresInstance shop) {
        shop.verifyAll(db -> {
            db.table("customers").hasRowCountBetween(10_000, 10_000_000);
            db.table("products").hasRowCountBetween(1_000, 1_000_000);
            db.table("orders").hasRowCountBetween(20_000, 10_000_000);
            db.table("order_items").hasRowCountBetween(60_000, 30_000_000);
        });
    }

    @Test
    void every_order_belongs_to_a_customer(PostgresInstance shop) {
        assertThat(shop).table("orders").column("customer_id").references("customers", "id");
    }

    @Test
    void every_item_belongs_to_an_order_and_names_a_product(PostgresInstance shop) {
        shop.verifyAll(db -> {
            db.table("order_items").column("order_id").references("orders", "id");
            db.table("order_items").column("product_id").references("products", "id");
        });
    }

    @Test
    void primary_keys_exist_are_valid_and_unique(PostgresInstance shop) {
        shop.verifyAll(db -> {
            db.table("customers").hasValidPrimaryKey();
            db.table("products").hasValidPrimaryKey();
            db.table("orders").hasValidPrimaryKey();
            db.table("order_items").hasValidPrimaryKey();
        });
    }

    @Test
    void the_data_keep_what_the_catalog_promises(PostgresInstance shop) {
        assertThat(shop).keepsWhatItsCatalogPromises();
    }

    @Test
    void there_are_orders_of_the_last_day_and_none_after_the_recovery_point(PostgresInstance shop) {
        shop.verifyAll(db -> {
            db.table("orders").column("created_at").hasRowsWithin(Duration.ofHours(24));
            db.table("orders").column("created_at").isNotAfterRecoveryPoint();
        });
    }

    @Test
    void the_restore_is_fast_enough_and_the_backup_recent(Restoration restoration) {
        assertThat(restoration).completedWithinRto().hasRecentBackup();
    }
}
