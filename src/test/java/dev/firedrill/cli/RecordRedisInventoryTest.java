package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.inventory.RedisInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The command that records an inventory, on a living Redis. */
class RecordRedisInventoryTest {
    @TempDir
    static Path home;

    private static ProductionRedis source;
    private static Jedis client;
    private static String from;

    private final Typed typed = new Typed(home);

    @BeforeAll
    static void start() throws IOException {
        source = ProductionRedis.start(home.resolve("source"));
        client = source.client();
        client.set("greeting", "hello");
        client.setex("session", 86_400, "1");
        from = "redis://127.0.0.1:" + client.configGet("port").get("port");
    }

    @AfterAll
    static void stop() {
        client.close();
        source.close();
    }

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                typed.file(),
                """
                systems:
                  sessions: {engine: redis, backup: {type: rdb, file: a.rdb}, inventory: inv/sessions.json}
                """);
    }

    @Test
    void what_is_recorded_goes_where_the_system_says_and_is_told() throws IOException {
        client.save();
        typed.run("inventory", "sessions", "--from", from)
                .isPass()
                .says(
                        "Recorded sessions at 20",
                        ": 2 keys in 1 databases, 1 of them with an expiry, in ",
                        "into " + home.resolve("inv/sessions.json"),
                        "on a primary that stood still while it was read: no change since the last save",
                        "Compared by: restores: {monthly: [inventory]}; the backup must be of that instant");
        var file = home.resolve("inv/sessions.json");
        assertThat(RedisInventory.read(file).system()).isEqualTo("sessions");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_source_with_changes_is_inconclusive_and_writes_nothing() {
        client.incr("changes");
        var file = home.resolve("none.json");
        typed.run("inventory", "sessions", "--from", from, "--wait", "1s", "--output", file.toString())
                .isInconclusive("INCONCLUSIVE  no inventory: the source did not stand still within 1 s", from);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_source_that_does_not_answer_is_inconclusive() {
        typed.run("inventory", "sessions", "--from", "redis://auditor@127.0.0.1:1")
                .isInconclusive("INCONCLUSIVE  no inventory: reading the source [redis://auditor@127.0.0.1:1]");
    }

    @Test
    void a_user_is_told_of_mistakes() {
        typed.run("inventory", "sessions", "--from", "redis://me:secret@cache1:6379")
                .isMistake("a password stands in it", "REDISCLI_AUTH");
        typed.run("inventory", "sessions", "--from", "postgresql://me@db/shop")
                .isMistake("it is no address of a Redis");
        typed.run("inventory", "sessions", "--from", "redis://me@cache1:6379/3")
                .isMistake("it names more than a server, and all databases are read");
    }
}
