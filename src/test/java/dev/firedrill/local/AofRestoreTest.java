package dev.firedrill.local;

import static dev.firedrill.verdict.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.process.Command;
import dev.firedrill.redis.PlantedRedis;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.Restoration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AofRestoreTest {
    private static final String BASE = "appendonly.aof.2.base.rdb";
    private static final String INCREMENT = "appendonly.aof.2.incr.aof";
    private static final String MANIFEST = "appendonly.aof.manifest";
    private static final int KEYS = 2 * 600 + 8 + PlantedRedis.IN_INCREMENT + 1;

    @TempDir
    private static Path made;

    private static Path whole;

    @TempDir
    private Path home;

    private Path log;
    private PlantedRun run;

    @BeforeAll
    static void write() throws IOException {
        whole = PlantedRedis.log(made.resolve("production"), made.resolve("whole"), "--aof-timestamp-enabled", "yes");
    }

    @BeforeEach
    void plant() {
        log = PlantedRedis.copy(whole, home.resolve("backups/redis-1/appendonlydir"));
        run = run("directory: '" + home.resolve("backups/redis-*/appendonlydir") + "'");
    }

    private PlantedRun run(String where) {
        return PlantedRun.of("redis", home, "{type: aof, " + where + "}", home.resolve("backups"));
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    private static RedisInstance instance(Restoration restoration) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (RedisInstance) restoration.instance().orElseThrow();
    }

    private static void hasAllKeys(Restoration restoration) {
        try (var client = instance(restoration).connect()) {
            assertThat(client.dbSize()).as("%s", restoration.log()).isEqualTo(KEYS);
            assertThat(client.get("user:7")).isEqualTo("name 7");
            assertThat(client.get("later:49")).isEqualTo("written after the base 49");
            assertThat(client.get("total")).isEqualTo("2");
            client.select(3);
            assertThat(client.get("elsewhere")).isEqualTo("yes");
        }
    }

    @Test
    void a_killed_jvm_takes_the_server_of_a_log_along() throws Exception {
        var child = ChildRestore.start(List.of(), home, "{type: aof, directory: '" + log + "'}");
        try (var output = child.inputReader()) {
            assertThat(output.lines()
                            .filter(line -> line.startsWith(ChildRestore.DONE))
                            .findFirst())
                    .hasValueSatisfying(line -> assertThat(line).startsWith(ChildRestore.DONE + "WARN"));
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

    private void change(String file, UnaryOperator<byte[]> change) throws IOException {
        var path = log.resolve(file);
        Files.write(path, change.apply(Files.readAllBytes(path)));
    }

    private String text(String file) throws IOException {
        return Files.readString(log.resolve(file), StandardCharsets.ISO_8859_1);
    }

    private void put(String file, String text) throws IOException {
        Files.writeString(log.resolve(file), text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void base_and_increment_come_back_to_the_last_time_that_is_noted() throws IOException {
        Files.setLastModifiedTime(
                log.resolve(INCREMENT), FileTime.from(Instant.now().plusSeconds(3_600)));
        var restoration = run.restore();
        hasAllKeys(restoration);
        instance(restoration).assertThat().isNotEmpty().keys("session:*").allExpire();
        var point = restoration.recoveryPoint().orElseThrow();
        assertThat(point.time()).isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
        assertThat(point.measuredBy()).isEqualTo("the last time that Redis noted in its log");
        assertThat(restoration.backup().orElseThrow().madeAt()).isEqualTo(point.time());
    }

    @Test
    void that_a_log_has_no_checksums_is_a_warning() throws IOException {
        assertThat(run.restore().rules()).anySatisfy(rule -> {
            assertThat(rule.id()).isEqualTo("host-aof-commands");
            assertThat(rule.verdict()).isEqualTo(WARN);
            assertThat(rule.message())
                    .contains(
                            "an append-only log has no checksums: a byte that was altered within a key or a value",
                            "Remedy: compare the restored keys with an inventory of production");
            assertThat(rule.samples()).containsExactly(INCREMENT);
        });
    }

    @Test
    void without_times_the_file_says_when_it_was_last_written_to() throws IOException {
        put(INCREMENT, text(INCREMENT).replaceAll("#TS:[0-9]+\r\n", ""));
        var then = Instant.now().minusSeconds(7_200).truncatedTo(ChronoUnit.SECONDS);
        Files.setLastModifiedTime(log.resolve(INCREMENT), FileTime.from(then));
        var point = run.restore().recoveryPoint().orElseThrow();
        assertThat(point.time()).isEqualTo(then);
        assertThat(point.measuredBy()).isEqualTo("the time at which the log was last changed: Redis noted none in it");
    }

    /** Another name of the files, as appendfilename says it. */
    @Test
    void a_log_of_another_name_comes_back() throws IOException {
        log = PlantedRedis.log(
                made.resolve("named"),
                home.resolve("backups/redis-2/appendonlydir"),
                "--appendfilename",
                "my orders.aof",
                "--appenddirname",
                "logs");
        Files.walk(home.resolve("backups/redis-1"))
                .sorted(Comparator.reverseOrder())
                .forEach(AofRestoreTest::delete);
        hasAllKeys(run.restore());
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Redis wrote them before 7.0: an RDB file, and commands behind it. */
    @Test
    void the_one_file_of_an_older_redis_comes_back() throws IOException {
        var one = home.resolve("backups/appendonly.aof");
        Files.write(one, Files.readAllBytes(log.resolve(BASE)));
        Files.write(one, Files.readAllBytes(log.resolve(INCREMENT)), StandardOpenOption.APPEND);
        run = run("file: '" + one + "'");
        hasAllKeys(run.restore());
    }

    @Test
    void the_one_file_of_commands_alone_comes_back() throws IOException {
        var one = home.resolve("backups/appendonly.aof");
        Files.write(one, Files.readAllBytes(log.resolve(INCREMENT)));
        run = run("file: '" + one + "'");
        try (var client = instance(run.restore()).connect()) {
            assertThat(client.dbSize()).isEqualTo(PlantedRedis.IN_INCREMENT + 1);
        }
    }

    /** Redis itself would start with nothing. */
    @Test
    void a_missing_manifest_is_found() throws IOException {
        Files.delete(log.resolve(MANIFEST));
        run.fails(
                "expecting the manifest of an append-only log, appendonly.aof.manifest, but found only " + BASE,
                "a Redis would start with nothing");
    }

    @Test
    void a_dump_alone_is_no_log() throws IOException {
        Files.move(log.resolve(BASE), log.resolve("dump.rdb"));
        Files.delete(log.resolve(MANIFEST));
        Files.delete(log.resolve(INCREMENT));
        run.fails("but found only dump.rdb: a Redis would start with nothing");
    }

    @Test
    void nothing_at_all_is_no_backup() throws IOException {
        run = run("directory: '" + home.resolve("backups/redis-*/appendonly") + "'");
        run.fails("no usable backup: nothing matches ");
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, INCREMENT})
    void a_missing_file_is_found(String file) throws IOException {
        Files.delete(log.resolve(file));
        run.fails("names files that are not there: " + file);
    }

    @Test
    void a_manifest_that_is_older_than_its_files_is_found() throws IOException {
        Files.copy(log.resolve(INCREMENT), log.resolve("appendonly.aof.3.incr.aof"));
        run.fails("is older than its files: it does not name appendonly.aof.3.incr.aof");
    }

    @Test
    void a_file_that_no_redis_loads_is_a_warning() throws IOException {
        Files.copy(log.resolve(BASE), log.resolve("appendonly.aof.1.base.rdb"));
        assertThat(run.restore().rules()).anySatisfy(rule -> {
            assertThat(rule.verdict()).isEqualTo(WARN);
            assertThat(rule.message()).contains("there are files that the manifest does not name");
            assertThat(rule.samples()).containsExactly("appendonly.aof.1.base.rdb");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense\n", "file ../x seq 1 type b\n", "file appendonly.aof.2.incr.aof seq 2 type i\n"})
    void a_manifest_that_is_none_is_found(String text) throws IOException {
        put(MANIFEST, text);
        run.fails(
                text.isEmpty() || text.contains("incr")
                        ? "expecting it to name one base, but found 0"
                        : ", line 1: expecting  file NAME");
    }

    @Test
    void a_gap_in_the_manifest_is_found() throws IOException {
        Files.copy(log.resolve(INCREMENT), log.resolve("appendonly.aof.4.incr.aof"));
        put(MANIFEST, text(MANIFEST) + "file appendonly.aof.4.incr.aof seq 4 type i\n");
        run.fails("expecting what comes after " + INCREMENT + " to be number 3, but found appendonly.aof.4.incr.aof");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 40})
    void a_tail_that_is_cut_is_found(int bytes) throws IOException {
        change(INCREMENT, content -> Arrays.copyOf(content, content.length - bytes));
        run.fails(INCREMENT + " is cut: it ends within the ");
    }

    @Test
    void a_transaction_that_does_not_end_is_found() throws IOException {
        var text = text(INCREMENT);
        put(INCREMENT, text.substring(0, text.length() - "*1\r\n$4\r\nEXEC\r\n".length()));
        run.fails(INCREMENT + " is cut: it ends within the transaction that begins at byte ");
    }

    @Test
    void a_byte_that_is_altered_between_values_is_found() throws IOException {
        var text = text(INCREMENT);
        put(INCREMENT, text.replaceFirst("\r\n\\$7\r\nlater:7", "\r\n%7\r\nlater:7"));
        run.fails(INCREMENT + " is damaged: expecting a command of Redis at byte ", "but found [byte 37]");
    }

    @Test
    void a_command_that_is_altered_is_found() throws IOException {
        var text = text(INCREMENT);
        put(INCREMENT, text.replaceFirst("SET\r\n\\$7\r\nlater:7", "SEU\r\n\\$7\r\nlater:7"));
        run.fails("Redis cannot load ", "Unknown command 'SEU'");
    }

    /** A server says so in its log alone, and goes on. */
    @Test
    void a_command_that_is_refused_is_found() throws IOException {
        put(INCREMENT, text(INCREMENT) + "*3\r\n$4\r\nSADD\r\n$4\r\nlist\r\n$1\r\nx\r\n");
        run.fails("expecting Redis to carry out every command of it, but it refused 1", "WRONGTYPE");
    }

    @Test
    void a_byte_that_is_altered_in_the_base_is_found() throws IOException {
        change(BASE, content -> {
            content[300] ^= 1;
            return content;
        });
        run.fails(BASE, "CRC-64");
    }

    @Test
    void a_base_of_a_later_generation_is_found() throws IOException {
        var text = text(INCREMENT);
        put(
                INCREMENT,
                text.replaceFirst(
                        "#TS:[0-9]+", "#TS:" + Instant.now().minusSeconds(3_600).getEpochSecond()));
        run.fails(BASE + " is of another generation than its increments: it was saved at ");
    }

    @Test
    void a_dump_in_the_place_of_the_base_is_found() throws IOException {
        try (var production = ProductionRedis.start(made.resolve("dumped"))) {
            try (var client = production.client()) {
                client.set("a", "b");
            }
            Files.deleteIfExists(made.resolve("dumped.rdb"));
            Files.delete(log.resolve(BASE));
            Files.copy(production.save(made.resolve("dumped.rdb")), log.resolve(BASE));
        }
        run.fails(BASE + " is a dump, and no base of an append-only log");
    }

    @Test
    void an_increment_that_was_lost_is_as_old_as_its_base_and_a_warning() throws IOException {
        put(INCREMENT, "");
        var restoration = run.restore();
        instance(restoration);
        assertThat(restoration.recoveryPoint().orElseThrow().measuredBy())
                .isEqualTo("ctime in the base: when Redis began to save it, since nothing was done after that");
        assertThat(restoration.rules()).anySatisfy(rule -> {
            assertThat(rule.verdict()).isEqualTo(WARN);
            assertThat(rule.message())
                    .contains("a file of the log is empty: nothing was written since its base was saved");
        });
    }

    @Test
    void a_link_in_the_place_of_a_file_proves_nothing() throws IOException {
        Files.move(log.resolve(INCREMENT), home.resolve("elsewhere"));
        Files.createSymbolicLink(log.resolve(INCREMENT), home.resolve("elsewhere"));
        run.cannotTell(INCREMENT + " is no file, which is not followed");
    }

    @Test
    void a_directory_and_a_file_are_a_mistake() {
        assertThatThrownBy(() -> run("directory: a, file: b").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("both directory: and file: are given");
        assertThatThrownBy(() -> run("dirctory: a").restore())
                .hasMessageContaining(
                        "backup of type [aof] knows no key [dirctory]; it knows [depth, directory, file]");
    }
}
