package dev.firedrill.local;

import static dev.firedrill.verdict.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.redis.PlantedRedis;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisFiles;
import dev.firedrill.redis.RedisRestore;
import dev.firedrill.restore.Restoration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read where it lies, without a server. */
class RedisFilesTest {
    @TempDir
    private static Path made;

    private static Path whole;
    private static Path careless;

    @TempDir
    private Path home;

    private Path file;
    private PlantedRun run;

    @BeforeAll
    static void save() throws IOException {
        whole = saved("whole");
        careless = saved("careless", "--rdbchecksum", "no");
    }

    private static Path saved(String name, String... options) throws IOException {
        try (var production = ProductionRedis.start(made.resolve(name), options);
                var client = production.client()) {
            PlantedRedis.fill(client);
            return production.save(made.resolve(name + ".rdb"));
        }
    }

    @BeforeEach
    void plant() throws IOException {
        plant(whole);
        run = PlantedRun.of(
                "redis",
                home,
                "{type: rdb, file: '" + home.resolve("backups/*.rdb") + "', depth: files}",
                home.resolve("backups"));
    }

    private void plant(Path from) throws IOException {
        Files.createDirectories(home.resolve("backups"));
        file = home.resolve("backups/sessions-9.rdb");
        Files.deleteIfExists(file);
        Files.copy(from, file);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    private RedisFiles read(Restoration restoration) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (RedisFiles) restoration.instance().orElseThrow();
    }

    @Test
    void a_sound_file_is_read_whole_and_nothing_is_made() throws IOException {
        run.with("verify", "['EXISTS user:7']");
        var restoration = run.restore();
        read(restoration).assertThat().isNotEmpty();
        assertThat(restoration.isReadInPlace()).isTrue();
        assertThat(restoration.rto()).isEmpty();
        assertThat(read(restoration).readInPlace()).contains("1 RDB file read, 1,209 keys");
        assertThat(restoration.log().toString()).contains("redis-check-rdb 7.0.15: " + file + " is sound");
        assertThat(restoration.rules())
                .as("what cannot be asked has not passed")
                .noneMatch(rule -> rule.id().startsWith("verify"));
        assertThat(home.resolve("work")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 5_000, -9, -1})
    void a_flipped_bit_is_found(int place) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[place < 0 ? bytes.length + place : place] ^= 4;
        Files.write(file, bytes);
        run.fails("is damaged: expecting the CRC-64 ");
    }

    /** As a tool does that copies whole blocks: Redis loads such a file without a word. */
    @Test
    void zeros_behind_the_end_are_found() throws IOException {
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 512));
        run.fails("was changed after it was saved: expecting it to end at byte " + bytes.length
                + ", but found 512 bytes more");
    }

    @Test
    void a_file_without_a_checksum_that_is_cut_is_found() throws IOException {
        plant(careless);
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
        run.fails("sessions-9.rdb");
    }

    @Test
    void a_file_without_a_checksum_is_a_warning() throws IOException {
        plant(careless);
        var restoration = run.restore();
        read(restoration).assertThat().isNotEmpty();
        assertThat(restoration.rules()).anyMatch(rule -> rule.verdict() == WARN);
    }

    /** Each of them is in a value that the walk passes over, and that Redis's own tool reads. */
    @Test
    void a_value_that_is_altered_and_has_no_checksum_is_found_by_the_tool_of_redis() throws IOException {
        plant(careless);
        var bytes = Files.readAllBytes(file);
        int hash = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("numbers");
        Arrays.fill(bytes, hash + 9, hash + 17, (byte) 0x7F);
        Files.write(file, bytes);
        run.fails("sessions-9.rdb");
    }

    @Test
    void an_empty_redis_is_found() throws IOException {
        try (var production = ProductionRedis.start(home.resolve("empty"))) {
            Files.delete(file);
            production.save(file);
        }
        var files = read(run.restore());
        assertThatThrownBy(() -> files.assertThat().isNotEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "Expecting every file of the backup to hold keys", "but the smallest of 1 file holds none");
    }

    @Test
    void a_log_is_read_too() throws IOException {
        var log = PlantedRedis.log(home.resolve("production"), home.resolve("logs/appendonlydir"));
        run = PlantedRun.of("redis", home, "{type: aof, directory: '" + log + "', depth: files}", log);
        var restoration = run.restore();
        assertThat(read(restoration).readInPlace()).contains("2 files of a log read, 55 commands");
        var increment = log.resolve("appendonly.aof.2.incr.aof");
        Files.write(increment, Arrays.copyOf(Files.readAllBytes(increment), 500));
        run = PlantedRun.of("redis", home, "{type: aof, directory: '" + log + "', depth: files}", log);
        run.fails("appendonly.aof.2.incr.aof is cut: it ends within the command that begins at byte ");
    }

    @Test
    void a_log_of_which_all_increments_are_gone_is_a_warning() throws IOException {
        var log = PlantedRedis.log(home.resolve("production"), home.resolve("logs/appendonlydir"));
        var manifest = log.resolve("appendonly.aof.manifest");
        Files.write(
                manifest,
                Files.readAllLines(manifest).stream()
                        .filter(line -> !line.endsWith("type i"))
                        .toList());
        Files.delete(log.resolve("appendonly.aof.2.incr.aof"));
        try (var lost = PlantedRun.of("redis", home, "{type: aof, directory: '" + log + "', depth: files}", log)) {
            assertThat(lost.restore().rules()).anySatisfy(rule -> assertThat(rule.message())
                    .contains("no command follows the base, which a Redis that runs always has a file for"));
        }
    }

    /** Nothing would be compared, and the run would be green. */
    @Test
    void an_inventory_is_not_asked_of_files_that_no_server_loads() throws IOException {
        var yaml =
                """
                systems:
                  sessions:
                    engine: redis
                    backup: {type: rdb, file: sessions.rdb, depth: files}
                    inventory: sessions.json
                    restores: {monthly: [inventory]}
                """;
        var asking = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml))
                .system("sessions", "a test");
        assertThatThrownBy(() -> RedisRestore.validate(asking))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("at depth: files no server loads the keys that it would be compared with");
    }

    @Test
    void a_depth_that_there_is_not_is_a_mistake() {
        assertThatThrownBy(() -> PlantedRun.of("redis", home, "{type: rdb, file: a.rdb, depth: pages}")
                        .restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(
                        "depth: found [pages]", "write load (a server loads it) or files (it is read where it lies)");
    }
}
