package dev.firedrill.checks.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Test;

/** The copy for disaster recovery must serve as well as the original: the same rules, the same limits. */
@Monthly
@Restore(value = "shop", copy = "dr")
class ShopCopyCheck extends ShopRules {
    @Test
    void no_more_than_allowed_was_lost(Restoration restoration) {
        assertThat(restoration).lostNoMoreThanRpo();
    }
}
