package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Recovery to a moment; the sample's production lived for seconds, your own would say {@code at = "1h ago"}. */
@Monthly
@Restore(value = "shop", at = "5s ago")
class ShopPointInTimeCheck extends ShopRules {
    @Test
    void recovery_stopped_at_the_moment_that_was_asked_for(Restoration restoration) {
        assertThat(restoration).reachedItsTarget();
    }

    @Test
    void the_newest_orders_are_of_just_before_that_moment(PostgresInstance shop) {
        assertThat(shop).table("orders").column("created_at").hasRowsWithin(Duration.ofSeconds(2));
    }
}
