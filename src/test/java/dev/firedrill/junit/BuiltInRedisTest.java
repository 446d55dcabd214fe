package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.redis.DatedRdb;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.redis.inventory.RedisRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that lists a restore, as README has it, and a class that asks for one. */
class BuiltInRedisTest {
    private static final String RESTORE = "sessions · latest · ";

    @TempDir
    Path home;

    @BuiltInChecks
    static class Backups {}

    @Monthly
    @Restore("sessions")
    static class Sessions {
        @Test
        void sessions_expire(RedisInstance sessions) {
            sessions.assertThat().keys("session:*").isNotEmpty().allExpire();
        }
    }

    @Test
    void a_redis_is_checked_with_no_line_of_java_and_a_class_is_given_it() throws Exception {
        var checks = run("session:1", "");
        assertThat(checks.red()).isEmpty();
        assertThat(checks.names())
                .contains(
                        RESTORE + "restored",
                        RESTORE + "restore time (RTO)",
                        RESTORE + "data lost (RPO)",
                        RESTORE + "age of the newest backup",
                        RESTORE + "there are keys",
                        RESTORE + "verify EXISTS greeting",
                        "sessions_expire(RedisInstance)");
    }

    /** On most Saturdays only what has the week's tag is run. */
    @ParameterizedTest
    @ValueSource(strings = {"monthly & application", "monthly & application-state"})
    void its_checks_run_in_the_week_of_the_applications(String groups) throws IOException {
        var yaml =
                "systems:\n  sessions: {engine: redis, backup: {type: rdb, file: a.rdb}, restores: {monthly: [latest]}}\n";
        var configuration = Files.writeString(home.resolve("firedrill.yaml"), yaml);
        assertThat(LaunchedChecks.discovered(configuration, groups, Backups.class)
                        .values())
                .contains(RESTORE + "restored", RESTORE + "there are keys");
    }

    @Test
    void a_redis_that_holds_nothing_is_red() throws Exception {
        var checks = run("", "verify: [\"EXISTS greeting\"], ");
        assertThat(checks.thrownBy(RESTORE + "there are keys"))
                .hasMessageContaining("Expecting the restored Redis to hold keys")
                .hasMessageContaining("but it holds none, and the file held 0 keys");
    }

    @Test
    void a_command_of_verify_that_is_answered_by_nothing_is_red() throws Exception {
        var checks = run("", "");
        assertThat(checks.thrownBy(RESTORE + "restored"))
                .hasMessageContaining("EXISTS greeting")
                .hasMessageContaining("the answer was nothing");
    }

    @Monthly
    @Restore(value = "sessions", at = "inventory")
    static class Content {
        @Test
        void everything_came_back(RedisInstance sessions, RedisInventory inventory) {
            sessions.assertThat().isIdenticalTo(inventory);
        }
    }

    @Test
    void a_restore_of_the_inventory_takes_the_backup_of_its_instant_and_compares_everything() throws IOException {
        var checks = recorded(false);
        assertThat(checks.red()).isEmpty();
        assertThat(checks.names())
                .contains(
                        "sessions · inventory · restored",
                        "sessions · inventory · there are keys",
                        "sessions · inventory · everything is as the inventory recorded it",
                        "everything_came_back(RedisInstance, RedisInventory)")
                .doesNotContain("sessions · latest · everything is as the inventory recorded it");
    }

    @Test
    void a_key_that_was_altered_behind_the_backups_back_is_red() throws IOException {
        var checks = recorded(true);
        assertThat(checks.thrownBy("sessions · inventory · everything is as the inventory recorded it"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("rule redis-identical", "in one or more of:  greeting");
        assertThat(checks.thrownBy("everything_came_back(RedisInstance, RedisInventory)"))
                .hasMessageContaining("rule redis-identical");
    }

    /** Three backups, of which the second is the inventory's. */
    private LaunchedChecks recorded(boolean altered) throws IOException {
        try (var production = ProductionRedis.start(home.resolve("production"));
                var client = production.client()) {
            client.set("greeting", "hello");
            DatedRdb.date(
                    production.save(home.resolve("backup/sessions-1.rdb")),
                    Instant.now().getEpochSecond() - 60);
            client.setex("session:1", 86_400, "user 1");
            var recorded = production.save(home.resolve("backup/sessions-2.rdb"));
            new RedisRecorder("sessions", List.of(production::client), Duration.ofSeconds(10))
                    .record()
                    .write(home.resolve("sessions.json"));
            client.set("greeting", "good bye");
            var later = production.save(home.resolve("backup/sessions-3.rdb"));
            if (altered) {
                Files.move(later, recorded, StandardCopyOption.REPLACE_EXISTING);
                DatedRdb.date(
                        recorded,
                        RedisInventory.read(home.resolve("sessions.json"))
                                .origins()
                                .get(0)
                                .savedAt());
            }
        }
        var configuration = Files.writeString(
                home.resolve("firedrill.yaml"),
                """
                defaults: {workdir: ./work}
                systems:
                  sessions:
                    engine: redis
                    backup: {type: rdb, file: "backup/*.rdb"}
                    inventory: sessions.json
                    restores: {monthly: [latest, inventory]}
                """);
        return LaunchedChecks.run(configuration, "monthly", Map.of(), Backups.class, Content.class);
    }

    private LaunchedChecks run(String key, String withoutThis) throws IOException {
        try (var production = ProductionRedis.start(home.resolve("production"));
                var client = production.client()) {
            if (!key.isEmpty()) {
                client.setex(key, 86_400, "user 1");
                client.set("greeting", "hello");
            }
            production.save(home.resolve("backup/sessions-1.rdb"));
        }
        var yaml = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("sessions: {engine: redis"))
                .findFirst()
                .orElseThrow()
                .replace("/backup/", home.resolve("backup") + "/")
                .replace("latest, random 30d", "latest")
                .replace(withoutThis, "");
        var configuration = Files.writeString(
                home.resolve("firedrill.yaml"), "defaults: {workdir: ./work}\nsystems:\n  " + yaml + "\n");
        return LaunchedChecks.run(configuration, "monthly", Map.of(), Backups.class, Sessions.class);
    }
}
