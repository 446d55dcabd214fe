package dev.firedrill.local;

import static dev.firedrill.verdict.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.process.Command;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

class RdbRestoreTest {
    private static final int SESSIONS = 2_000;

    @TempDir
    private static Path made;

    private static Path whole;

    @TempDir
    private Path home;

    private Path newest;
    private PlantedRun run;

    @BeforeAll
    static void save() throws IOException {
        try (var production = ProductionRedis.start(made.resolve("production"))) {
            whole = saved(production, "whole.rdb");
        }
    }

    private static Path saved(ProductionRedis production, String name) {
        try (var client = production.client()) {
            for (int n = 0; n < SESSIONS; n++) {
                client.setex("session:" + n, 86_400, "user " + n);
            }
            client.hset("cart:1", "apples", "3");
            client.select(3);
            client.set("elsewhere", "yes");
            client.psetex("gone", 2_000, "soon");
        }
        var saved = production.save(made.resolve(name));
        try (var client = production.client()) {
            client.select(3);
            await().until(() -> !client.exists("gone"));
        }
        return saved;
    }

    @BeforeEach
    void plant() throws IOException {
        newest = plant(whole);
        run = run();
    }

    private Path plant(Path file) throws IOException {
        Files.createDirectories(home.resolve("backups"));
        return Files.copy(file, home.resolve("backups/sessions-2.rdb"));
    }

    private PlantedRun run() {
        return PlantedRun.of(
                "redis", home, "{type: rdb, file: '" + home.resolve("backups/*.rdb") + "'}", home.resolve("backups"));
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    private static RedisInstance instance(Restoration restoration) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (RedisInstance) restoration.instance().orElseThrow();
    }

    @Test
    void all_keys_of_all_databases_come_back() throws IOException {
        var restoration = run.restore();
        try (var client = instance(restoration).connect()) {
            assertThat(client.dbSize()).isEqualTo(SESSIONS + 1);
            assertThat(client.get("session:7")).isEqualTo("user 7");
            assertThat(client.hget("cart:1", "apples")).isEqualTo("3");
            client.select(3);
            assertThat(client.get("elsewhere")).isEqualTo("yes");
        }
        var point = restoration.recoveryPoint().orElseThrow();
        assertThat(point.time()).isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
        assertThat(point.measuredBy()).isEqualTo("ctime in the file: when Redis began to save it");
        assertThat(restoration.log().toString()).contains("1 more had expired");
    }

    /** Redis leaves them out when it loads a file, and their names with them. */
    @Test
    void whether_a_key_that_is_gone_should_have_stayed_cannot_be_told() throws IOException {
        var sessions = instance(run.restore());
        assertThatThrownBy(() -> sessions.assertThat().keys("cart:*").neverExpire())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("it cannot be told: 1 key of the file had expired");
        assertThatThrownBy(() -> sessions.assertThat().keys("session:*").neverExpire())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2,000 of 2,000 keys have one");
    }

    @Test
    void a_check_can_read_and_nothing_else() throws IOException {
        try (var client = instance(run.restore()).connect()) {
            assertThatThrownBy(() -> client.set("session:7", "mine"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOPERM");
            assertThatThrownBy(() -> client.configGet("dir")).hasMessageContaining("NOPERM");
            assertThatThrownBy(client::flushAll).hasMessageContaining("NOPERM");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 300, 5_000, -9, -1})
    void a_flipped_bit_is_found(int place) throws IOException {
        var bytes = Files.readAllBytes(newest);
        bytes[place < 0 ? bytes.length + place : place] ^= 4;
        Files.write(newest, bytes);
        run.fails("is damaged: expecting the CRC-64 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9, 20})
    void a_file_that_ends_within_its_head_is_no_backup(int length) throws IOException {
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), length));
        run.fails(newest.toString(), "RDB file");
    }

    @Test
    void a_file_that_was_cut_is_found() throws IOException {
        var bytes = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(bytes, bytes.length - 1_000));
        run.fails("is damaged: expecting the CRC-64 ");
    }

    @Test
    void a_file_of_something_else_is_no_backup() throws IOException {
        Files.writeString(newest, "*3\r\n$3\r\nSET\r\n");
        run.fails("is no RDB file: expecting it to begin with REDIS and four digits, but found [*3??$3??S]");
    }

    /** Redis itself would start with nothing. */
    @Test
    void a_missing_file_is_no_backup() throws IOException {
        Files.delete(newest);
        run.fails("no usable backup: nothing matches " + home.resolve("backups"));
    }

    @Test
    void a_damaged_newest_file_is_not_passed_over() throws IOException {
        Files.copy(newest, home.resolve("backups/sessions-1.rdb"));
        Files.write(newest, new byte[0]);
        Files.setLastModifiedTime(newest, FileTime.from(Instant.now()));
        run.fails("sessions-2.rdb is no");
    }

    /** Yesterday's copy under today's name: the file itself knows better. */
    @Test
    void it_is_as_old_as_it_says_and_not_as_its_file_is() throws IOException {
        Files.setLastModifiedTime(newest, FileTime.from(Instant.now().plusSeconds(3_600)));
        assertThat(run.restore().backup().orElseThrow().madeAt()).isBefore(Instant.now());
    }

    @Test
    void a_file_without_a_checksum_is_loaded_with_a_warning() throws IOException {
        try (var production = ProductionRedis.start(made.resolve("careless"), "--rdbchecksum", "no")) {
            Files.delete(newest);
            plant(saved(production, "careless.rdb"));
        }
        var restoration = run.restore();
        instance(restoration);
        assertThat(restoration.rules()).anySatisfy(rule -> {
            assertThat(rule.verdict()).isEqualTo(WARN);
            assertThat(rule.message()).contains("has no checksum", "Remedy: set rdbchecksum yes in production");
        });
    }

    /** Zeros are what Redis writes where it is told to write no checksum: they cannot be told from lost ones. */
    @Test
    void a_checksum_that_was_lost_proves_nothing_of_the_bytes() throws IOException {
        var bytes = Files.readAllBytes(newest);
        Arrays.fill(bytes, bytes.length - 8, bytes.length, (byte) 0);
        Files.write(newest, bytes);
        var restoration = run.restore();
        instance(restoration);
        assertThat(restoration.rules()).anyMatch(rule -> rule.verdict() == WARN);
    }

    @Test
    void a_format_that_this_redis_does_not_know_proves_nothing() throws IOException {
        try (var production = ProductionRedis.start(made.resolve("newer"), "--rdbchecksum", "no")) {
            Files.delete(newest);
            plant(saved(production, "newer.rdb"));
        }
        var bytes = Files.readAllBytes(newest);
        bytes[5] = '9';
        Files.write(newest, bytes);
        run.cannotTell(
                "this Redis cannot load", "Can't handle RDB format version 9010", "Remedy: name the directory of");
    }

    @Test
    void another_moment_cannot_be_asked_for() throws IOException {
        assertThatThrownBy(() -> run.at(Instant.now()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("a backup of Redis holds the state of one moment");
    }

    @Test
    void a_command_that_is_answered_by_nothing_fails_the_restore() throws IOException {
        run.with("verify", "['EXISTS session:7', 'GET session:x']");
        run.fails("GET session:x", "the answer was nothing");
    }

    @Test
    void a_killed_jvm_takes_its_redis_along() throws Exception {
        var child = ChildRestore.start(List.of(), home, "{type: rdb, file: '" + newest + "'}");
        try (var output = child.inputReader()) {
            assertThat(output.lines()
                            .filter(line -> line.startsWith(ChildRestore.DONE))
                            .findFirst())
                    .contains(ChildRestore.DONE + "PASS ");
            assertThat(PlantedRun.processesOf(home.resolve("work"))).isNotEmpty();
        } finally {
            Command.of("kill", "-KILL", Long.toString(child.pid())).runOrThrow("killing the JVM");
            child.waitFor();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(PlantedRun.processesOf(home.resolve("work"))).isEmpty());
        run.open().sweep();
        run.nothingIsLeft();
    }

    @Test
    void commands_that_are_answered_pass() throws IOException {
        run.with("verify", "['EXISTS session:7', 'HGETALL cart:1']");
        instance(run.restore());
    }
}
