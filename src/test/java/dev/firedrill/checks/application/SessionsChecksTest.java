package dev.firedrill.checks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.local.PlantedRun;
import dev.firedrill.redis.DatedRdb;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisFiles;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.sample.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The checks of the sample's sessions are green on the sample and red for each fault. */
class SessionsChecksTest {
    private final Sample sample = PracticeShop.sample();
    private final SessionsCheck weekly = new SessionsCheck();
    private final SessionsContentCheck monthly = new SessionsContentCheck();
    private final SessionsFilesCheck daily = new SessionsFilesCheck();

    @TempDir
    private Path home;

    private Path sound() {
        return sample.directory().resolve("sessions/sessions-2.rdb");
    }

    private Path planted() {
        return home.resolve("backups/sessions-2.rdb");
    }

    /** The newest file, changed, which says that it was saved in the same second. */
    private void plant(Consumer<Jedis> change) throws IOException {
        var directory = Files.createDirectories(home.resolve("production"));
        Files.copy(sound(), directory.resolve("dump.rdb"));
        try (var server = ProductionRedis.start(directory);
                var client = server.client()) {
            change.accept(client);
            server.save(planted());
        }
        DatedRdb.date(planted(), DatedRdb.savedAt(sound()));
    }

    private PlantedRun run(String depth) {
        return PlantedRun.of(
                        "redis",
                        home,
                        "{type: rdb, file: '" + home.resolve("backups/sessions-*.rdb") + "', depth: " + depth + "}",
                        home.resolve("backups"))
                .with("inventory", "'" + sample.directory().resolve("sessions-inventory.json") + "'")
                .with("asOf", sample.facts().asOf().toString());
    }

    private static <T extends Instance> T instance(Restoration restoration, Class<T> type) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return type.cast(restoration.instance().orElseThrow());
    }

    @Test
    void the_sample_is_green() throws IOException {
        Files.createDirectories(home.resolve("backups"));
        Files.copy(sound(), planted());
        try (var run = run("load")) {
            var restoration = run.restore();
            var sessions = instance(restoration, RedisInstance.class);
            assertThatCode(() -> {
                        weekly.sessions_and_carts_expire(sessions);
                        weekly.what_the_shop_works_with_is_there(sessions);
                        weekly.nobody_who_subscribed_is_lost(sessions);
                        weekly.the_restore_meets_its_objectives(restoration);
                        monthly.every_key_is_there_with_its_value_and_its_expiry(sessions, sessions.inventory());
                        monthly.the_counts_are_those_that_were_recorded(sessions, sessions.inventory());
                        monthly.the_restore_is_in_time(restoration);
                    })
                    .doesNotThrowAnyException();
        }
        try (var run = run("files")) {
            var restoration = run.restore();
            assertThatCode(() -> {
                        daily.the_file_is_sound_and_holds_keys(instance(restoration, RedisFiles.class));
                        daily.it_is_recent(restoration);
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_session_that_does_not_expire_any_more_is_red() throws IOException {
        plant(client -> client.persist("session:000001"));
        try (var run = run("load")) {
            var sessions = instance(run.restore(), RedisInstance.class);
            assertThatThrownBy(() -> weekly.sessions_and_carts_expire(sessions))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("1 of ", "session:000001");
            assertThatThrownBy(() -> monthly.the_counts_are_those_that_were_recorded(sessions, sessions.inventory()))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_subscriber_that_is_lost_is_red() throws IOException {
        plant(client -> {
            client.select(1);
            client.srem("newsletter:subscribers", "user4711@example.com");
        });
        try (var run = run("load")) {
            var sessions = instance(run.restore(), RedisInstance.class);
            assertThatThrownBy(() -> weekly.nobody_who_subscribed_is_lost(sessions))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("19999");
            var inventory = sessions.inventory();
            assertThatThrownBy(() -> monthly.every_key_is_there_with_its_value_and_its_expiry(sessions, inventory))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("database 1: 1 segment with another value");
        }
    }

    @Test
    void keys_of_a_kind_that_are_gone_are_red() throws IOException {
        plant(client -> {
            client.select(2);
            client.flushDB();
        });
        try (var run = run("load")) {
            var sessions = instance(run.restore(), RedisInstance.class);
            assertThatThrownBy(() -> weekly.what_the_shop_works_with_is_there(sessions))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("ranking:* in database 2", "no key matches");
        }
    }

    @Test
    void a_flipped_bit_and_an_old_file_are_red_without_a_server() throws IOException {
        Files.createDirectories(home.resolve("backups"));
        var bytes = Files.readAllBytes(sound());
        bytes[bytes.length / 2] ^= 1;
        Files.write(planted(), bytes);
        try (var run = run("files")) {
            run.fails("sessions-2.rdb", "CRC-64");
        }
        Files.delete(planted());
        Files.copy(sound(), planted());
        try (var run = run("files").with("asOf", "2999-01-01T00:00:00Z")) {
            var restoration = run.restore();
            assertThatThrownBy(() -> daily.it_is_recent(restoration))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("age of the newest backup");
        }
    }
}
