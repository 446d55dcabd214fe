package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class RedisRulesTest {
    @TempDir
    private static Path home;

    private static PlantedRun run;
    private static RedisInstance sessions;

    @BeforeAll
    static void restore() throws IOException {
        var file = home.resolve("backups/sessions.rdb");
        try (var production = ProductionRedis.start(home.resolve("production"));
                var client = production.client()) {
            fill(client);
            production.save(file);
        }
        run = PlantedRun.of("redis", home, "{type: rdb, file: '" + file + "'}", file.getParent());
        sessions = (RedisInstance) run.restore().instance().orElseThrow();
    }

    private static void fill(Jedis client) {
        for (int n = 0; n < 3_000; n++) {
            client.setex("session:" + n, 86_400, "user " + n);
        }
        client.set("session:lost its expiry", "for ever");
        client.hset("cart:1", "apples", "3");
        client.set("cart:2".getBytes(StandardCharsets.UTF_8), new byte[] {-1, 0});
        client.set(new byte[] {'c', 'a', 'r', 't', ':', -1}, new byte[] {1});
        client.select(2);
        client.set("count[1]", "7");
    }

    @AfterAll
    static void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void what_is_there_is_found() {
        assertThat(sessions).isNotEmpty();
        assertThat(sessions).keys("session:*").isNotEmpty();
        assertThat(sessions).keys("cart:*").neverExpire();
        assertThat(sessions).keys("session:1*").allExpire().areOfType("string");
        assertThat(sessions).keys(2, "count\\[1\\]").isNotEmpty();
    }

    @Test
    void a_key_without_an_expiry_is_named() {
        assertThatThrownBy(() -> assertThat(sessions).keys("session:*").allExpire())
                .isInstanceOf(AssertionError.class)
                .message()
                .matches(
                        "(?s)FAIL  crm · latest · backup sessions.rdb restored to \\S+ · rule redis-session-all-expire\n"
                                + "Expecting every key that matches  session:\\*  to have an expiry\n"
                                + "but 1 of 3,001 keys have none; allowed: 0\\.\n"
                                + "  keys:  session:lost its expiry\n?");
    }

    @Test
    void expiries_that_should_not_be_there_are_named() {
        assertThatThrownBy(
                        () -> assertThat(sessions).atMost(5).keys("session:*").neverExpire())
                .hasMessageContainingAll("but 3,000 of 3,001 keys have one; allowed: 5.", "session:", "20 of 3,000");
    }

    @Test
    void a_value_of_another_type_is_named_whatever_bytes_its_key_has() {
        assertThatThrownBy(() -> assertThat(sessions).keys("cart:*").areOfType("hash"))
                .hasMessageContainingAll("but 2 of 3 keys hold something else", "cart:2", "\\x636172743aff");
        assertThat(sessions).atMost(2).keys("cart:*").areOfType("hash");
    }

    @Test
    void where_no_key_matches_no_rule_holds() {
        assertThatThrownBy(() -> assertThat(sessions).keys("sesion:*").isNotEmpty())
                .hasMessageContainingAll("keys that match  sesion:*  to be there", "but no key matches");
        assertThatThrownBy(() -> assertThat(sessions).keys("sesion:*").allExpire())
                .hasMessageContaining("no key matches");
        assertThatThrownBy(() -> assertThat(sessions).keys("sesion:*").neverExpire())
                .hasMessageContaining("no key matches");
        assertThatThrownBy(() -> assertThat(sessions).keys(1, "*").areOfType("hash"))
                .hasMessageContainingAll("* in database 1", "no key matches");
    }

    @Test
    void several_rules_are_reported_at_once() {
        assertThatThrownBy(() -> sessions.verifyAll(redis -> {
                    redis.isNotEmpty();
                    redis.keys("session:*").allExpire();
                    redis.keys("cart:*").areOfType("hash");
                }))
                .hasMessageContainingAll("session:lost its expiry", "cart:2");
    }
}
