package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Test;

/** Recovery to a restore point that was named before a risky change. */
@Monthly
@Restore(value = "shop", at = "name:before-price-change")
class ShopNamedPointCheck extends ShopRules {
    @Test
    void recovery_stopped_at_the_named_point(Restoration restoration) {
        assertThat(restoration).reachedItsTarget();
    }

    @Test
    void the_price_change_that_came_after_it_is_not_there(PostgresInstance shop) {
        assertThat(shop).table("products").hasNoRowsWhere("price_changed_at is not null");
    }
}
