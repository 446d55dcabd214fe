package dev.firedrill.checks.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The file of the very moment that the inventory was recorded in, compared with it. */
@Monthly
@Tag("application")
@Tag("application-state")
@Restore(value = "sessions", at = "inventory")
class SessionsContentCheck {
    @Test
    void every_key_is_there_with_its_value_and_its_expiry(RedisInstance sessions, RedisInventory inventory) {
        assertThat(sessions).isIdenticalTo(inventory);
    }

    @Test
    void the_counts_are_those_that_were_recorded(RedisInstance sessions, RedisInventory inventory) {
        sessions.verifyAll(it -> it.hasNoKeyLost(inventory)
                .hasKeyCounts(inventory)
                .hasExpiriesOf(inventory)
                .hasKeyCountWithin(inventory, 5));
    }

    @Test
    void the_restore_is_in_time(Restoration restoration) {
        assertThat(restoration).completedWithinRto();
    }
}
