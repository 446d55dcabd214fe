package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.inventory.RedisSource;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Faults 22, 23, 24 and 27 of the source procedures; 25 and 26 belong to AWS. */
class RedisProcedureFaultsTest {
    @TempDir
    private static Path home;

    private static ProductionRedis production;
    private static Jedis live;
    private static RedisSource source;
    private static PlantedRun run;
    private static RedisInstance sessions;

    @BeforeAll
    static void restore() throws IOException {
        var file = home.resolve("backups/sessions.rdb");
        production = ProductionRedis.start(home.resolve("production"));
        live = production.client();
        for (int n = 0; n < 100; n++) {
            live.set("session:" + n, "user " + n);
        }
        production.save(file);
        source = RedisSource.at("redis://127.0.0.1:" + live.configGet("port").get("port"));
        run = PlantedRun.of("redis", home, "{type: rdb, file: '" + file + "'}", file.getParent());
        sessions = (RedisInstance) run.restore().instance().orElseThrow();
    }

    @AfterAll
    static void all_is_gone() throws IOException {
        live.close();
        production.close();
        run.close();
    }

    /** 22: DBSIZE through a pipe gave no number, so the test always failed. */
    @Test
    void a_count_is_a_number_and_an_equal_one_holds() {
        sessions.assertThat().hasKeyCountWithin(100, 0).hasKeyCountNear(source);
    }

    /** 23: a negative difference passed; 4.99 became 4; zero keys divided by zero. */
    @Test
    void a_difference_counts_in_both_directions_exactly_and_beside_zero() {
        sessions.assertThat().hasKeyCountWithin(105, 5).hasKeyCountWithin(96, 5);
        assertThatThrownBy(() -> sessions.assertThat().hasKeyCountWithin(106, 5))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but it has 100 keys, and the living source has 106");
        assertThatThrownBy(() -> sessions.assertThat().hasKeyCountWithin(95, 5)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> sessions.assertThat().hasKeyCountWithin(0, 5)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> sessions.assertThat().hasKeyCountWithin(104, 3.84))
                .isInstanceOf(AssertionError.class);
        sessions.assertThat().hasKeyCountWithin(104, 3.85);
    }

    /** 24: production has moved on. The count is compared all the same, and the report says with what. */
    @Test
    void a_living_source_is_said_to_be_one() {
        assertThatThrownBy(() -> sessions.assertThat().hasKeyCountWithin(50, 5))
                .message()
                .matches("(?s)FAIL  crm · latest · backup sessions.rdb restored to \\S+ · rule redis-live-key-count\n"
                        + "Expecting about as many keys as the living source has, give or take 5 %"
                        + "   \\(compared with a moving source: restored state of \\S+, source of \\S+\\)\n"
                        + "but it has 100 keys, and the living source has 50\\.");
        sessions.assertThat().hasKeyCountNear(source);
        assertThat(run.run().restorations().get(0).rules())
                .anySatisfy(rule -> assertThat(rule.description()).contains("compared with a moving source"));
    }

    /** 27: one key was enough to pass, without TLS or a login. */
    @Test
    void one_key_is_not_enough_and_a_source_that_refuses_us_is_no_count() {
        live.configSet("requirepass", "secret");
        try {
            assertThatThrownBy(() -> sessions.assertThat().hasKeyCountNear(source))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll("cannot be counted: NOAUTH", "REDISCLI_AUTH");
        } finally {
            live.configSet("requirepass", "");
        }
        assertThatThrownBy(() -> sessions.assertThat().hasKeyCountWithin(1, 5)).isInstanceOf(AssertionError.class);
    }
}
