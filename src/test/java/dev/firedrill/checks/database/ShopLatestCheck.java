package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Daily;
import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Test;

/** The newest backup, recovered to the newest commit that was archived. */
@Daily
@Monthly
@Restore("shop")
class ShopLatestCheck extends ShopRules {
    @Test
    void no_more_than_allowed_was_lost(Restoration restoration) {
        assertThat(restoration).lostNoMoreThanRpo();
    }
}
