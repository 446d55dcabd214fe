package dev.firedrill.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What a command of {@code verify:} is answered by, and whether that is anything. */
class TypedCommandTest {
    @TempDir
    private static Path home;

    private static ProductionRedis production;
    private static Jedis client;

    @BeforeAll
    static void start() throws IOException {
        production = ProductionRedis.start(home.resolve("production"));
        client = production.client();
        client.set("greeting", "hello");
        client.hset("cart", Map.of("apples", "3"));
    }

    @AfterAll
    static void stop() {
        client.close();
        production.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXISTS nope",
                "GET nope",
                "MGET nope nope2",
                "HMGET nope field",
                "HGETALL nope",
                "TTL nope",
                "PTTL nope",
                "type nope",
                "SCAN 0 MATCH nope:* COUNT 1000",
                "HSCAN nope 0",
                "SMISMEMBER nope a b",
                "ZMSCORE nope a b",
                "GEOPOS nope a"
            })
    void there_is_nothing_in_it(String command) {
        assertThat(TypedCommand.of(command).isAnsweredByNothing(client)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXISTS greeting",
                "GET greeting",
                "MGET nope greeting",
                "HGETALL cart",
                "TTL greeting",
                "TYPE greeting",
                "SCAN 0 MATCH greet* COUNT 1000",
                "HSCAN cart 0",
                "DBSIZE"
            })
    void there_is_something_in_it(String command) {
        assertThat(TypedCommand.of(command).isAnsweredByNothing(client)).isFalse();
    }
}
