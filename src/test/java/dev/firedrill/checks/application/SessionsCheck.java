package dev.firedrill.checks.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Restore;
import dev.firedrill.junit.Weekly;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The newest file of the sessions, loaded by a Redis: what the shop counts on holds for every key. */
@Weekly
@Tag("application")
@Tag("application-state")
@Restore("sessions")
class SessionsCheck {
    private static final int CATALOG = 1;
    private static final int ACTIVITY = 2;

    @Test
    void sessions_and_carts_expire(RedisInstance sessions) {
        sessions.verifyAll(it -> {
            it.keys("session:*").areOfType("string").allExpire();
            it.keys("cart:*").areOfType("hash").allExpire();
        });
    }

    @Test
    void what_the_shop_works_with_is_there(RedisInstance sessions) {
        sessions.verifyAll(it -> {
            it.keys("count:page:*").areOfType("string");
            it.keys(CATALOG, "queue:mail:*").areOfType("list");
            it.keys(CATALOG, "tags:product:*").areOfType("set");
            it.keys(ACTIVITY, "ranking:*").areOfType("zset");
            it.keys(ACTIVITY, "activity:*").areOfType("stream");
        });
    }

    @Test
    void nobody_who_subscribed_is_lost(RedisInstance sessions) {
        try (var client = sessions.connect()) {
            client.select(CATALOG);
            assertThat(client.scard("newsletter:subscribers")).isEqualTo(20_000);
        }
    }

    @Test
    void the_restore_meets_its_objectives(Restoration restoration) {
        assertThat(restoration).completedWithinRto().lostNoMoreThanRpo().hasRecentBackup();
    }
}
