package dev.firedrill.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Several servers beside one inventory, and clocks that cannot be right. */
class RedisComparisonTest {
    private static final RuleListener SILENT = new RuleListener() {
        @Override
        public void ruleStarted(String id, String description) {}

        @Override
        public void ruleFinished(RuleOutcome outcome) {}
    };

    private static final RuleContext CONTEXT = new RuleContext("sessions", SILENT, Samples.KEYS);

    @TempDir
    private static Path home;

    private static ProductionRedis first;
    private static ProductionRedis second;
    private static Jedis one;
    private static Jedis other;

    @BeforeAll
    static void start() throws IOException {
        first = ProductionRedis.start(home.resolve("1"));
        second = ProductionRedis.start(home.resolve("2"));
        one = first.client();
        other = second.client();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        first.close();
        second.close();
    }

    @BeforeEach
    void fill() {
        one.flushAll();
        other.flushAll();
        for (int n = 0; n < 50; n++) {
            (n % 2 == 0 ? one : other).set("cart:" + n, "1");
            (n % 2 == 0 ? one : other).setex("session:" + n, 86_400, "1");
        }
        one.save();
        other.save();
    }

    private static RedisInventory record() {
        return new RedisRecorder(
                        "sessions", List.<Supplier<Jedis>>of(first::client, second::client), Duration.ofSeconds(10))
                .record();
    }

    private static Finding whole(RedisInventory inventory) {
        var states = inventory.origins().stream()
                .map(origin -> new SavedState(origin.savedAt(), "", -1))
                .toList();
        return beside(inventory, states, inventory.keys()).whole();
    }

    private static RedisComparison beside(RedisInventory inventory, List<SavedState> states, long keysOfTheFiles) {
        return RedisComparison.of(inventory, states, () -> List.of(first.client(), second.client()), keysOfTheFiles);
    }

    /** Whether a key that has expired since had been lost before, only the number of keys in the files can tell. */
    @Test
    void keys_that_the_files_did_not_hold_are_lost_whatever_has_expired_since() {
        var inventory = record();
        var states = inventory.origins().stream()
                .map(origin -> new SavedState(origin.savedAt(), "", -1))
                .toList();
        assertThat(beside(inventory, states, 101).whole().holds()).isTrue();
        assertThatThrownBy(() -> RuleRunner.strict(CONTEXT)
                        .run(new Rule("redis-identical", "all to be there", ""), () -> beside(inventory, states, 99)
                                .whole()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "the files held 99 keys, those that have expired included, and the inventory recorded 100");
    }

    private static void judge(RedisInventory inventory) {
        RuleRunner.strict(CONTEXT).run(new Rule("redis-identical", "all to be there", ""), () -> whole(inventory));
    }

    @Test
    void all_shards_together_are_compared() {
        var inventory = record();
        assertThat(whole(inventory).holds()).isTrue();
        other.del("cart:7");
        assertThatThrownBy(() -> judge(inventory)).hasMessageContaining("1 key without an expiry missing");
    }

    @Test
    void a_key_that_two_shards_have_is_too_many() {
        var inventory = record();
        one.set("cart:7", "1");
        assertThatThrownBy(() -> judge(inventory))
                .hasMessageContaining("database 0: 1 key without an expiry too many")
                .hasMessageContaining("keys:  cart:7");
        one.del("cart:7");
        one.pexpireAt("session:8", one.pexpireTime("session:8"));
        other.set("session:8", "1");
        other.pexpireAt("session:8", one.pexpireTime("session:8"));
        assertThatThrownBy(() -> judge(inventory))
                .hasMessageContaining("database 0: 1 key with an expiry too many")
                .hasMessageContaining("session:8 -> it is on two servers");
    }

    @Test
    void by_a_clock_that_is_behind_nothing_is_judged() {
        var inventory = record();
        var origins = inventory.origins().stream()
                .map(it -> new RedisOrigin(
                        Instant.now().plusSeconds(3_600),
                        it.version(),
                        it.replicationId(),
                        it.offset(),
                        it.savedAt(),
                        it.savedIn(),
                        it.aofBytes(),
                        it.how()))
                .toList();
        assertThatThrownBy(() -> judge(new RedisInventory("sessions", origins, inventory.databases())))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(
                        "by the clock of this host it is", "which is before the inventory was recorded");
    }
}
