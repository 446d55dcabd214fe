package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.process.Command;
import dev.firedrill.redis.PlantedRedis;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsRestoreTest {
    private static final int KEYS = 600;

    @TempDir
    private static Path made;

    private static Path whole;

    @TempDir
    private Path home;

    private Path backups;
    private PlantedRun run;

    @BeforeAll
    static void save() throws IOException {
        whole = PlantedRedis.shards(made.resolve("production"), made.resolve("whole"));
    }

    @BeforeEach
    void plant() {
        backups = PlantedRedis.copy(whole, home.resolve("backups"));
        run = run(", shards: 3");
    }

    private PlantedRun run(String more) {
        return PlantedRun.of(
                "redis", home, "{type: rdb, file: '" + backups.resolve("ecommerce-*.rdb") + "'" + more + "}", backups);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    private Path shard(int number) {
        return backups.resolve("ecommerce-000" + number + ".rdb");
    }

    private RedisInstance restored() throws IOException {
        var restoration = run.restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (RedisInstance) restoration.instance().orElseThrow();
    }

    /** Puts another file in the place of a shard's. */
    private void replaced(int number, Path by) throws IOException {
        Files.copy(by, shard(number), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void each_shard_comes_back_and_every_rule_reaches_it() throws IOException {
        var carts = restored();
        carts.assertThat().isNotEmpty().hasEachSlotInOneShard();
        carts.assertThat().keys("cart:*").isNotEmpty().neverExpire();
        assertThatThrownBy(() -> carts.assertThat().keys("cart:*").areOfType("hash"))
                .hasMessageContaining("but 600 of 600 keys hold something else");
        long keys = 0;
        for (int shard = 1; shard <= carts.shards(); shard++) {
            try (var client = carts.connect(shard)) {
                keys += client.dbSize();
            }
        }
        assertThat(keys).isEqualTo(KEYS);
        assertThat(carts.connection().lines()).hasSize(3);
    }

    @Test
    void a_client_must_say_of_which_shard() throws IOException {
        var carts = restored();
        assertThatThrownBy(carts::connect)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(
                        "connect() gives the only server there is, but this Redis has 3 shards",
                        "Remedy: ask for one of them: connect(int shard), from 1 to shards()");
        assertThatThrownBy(() -> carts.connect(4)).hasMessageContaining("there is no shard 4");
    }

    @Test
    void a_missing_shard_is_found() throws IOException {
        Files.delete(shard(2));
        run.fails("expecting the files of 3 shards, but found 2: ecommerce-0001.rdb, ecommerce-0003.rdb");
    }

    @Test
    void a_shard_too_many_is_found() throws IOException {
        Files.copy(shard(2), shard(4));
        run.fails("expecting the files of 3 shards, but found 4: ");
    }

    @Test
    void a_shard_that_is_damaged_is_found() throws IOException {
        var bytes = Files.readAllBytes(shard(3));
        bytes[500] ^= 1;
        Files.write(shard(3), bytes);
        run.fails("ecommerce-0003.rdb is damaged: expecting the CRC-64 ");
    }

    @Test
    void shards_of_different_moments_are_no_backup() throws IOException {
        run = run(", shards: 3, apart: 0s");
        replaced(1, lateShard(""));
        run.fails("expecting all shards to be of one moment, at most ", "ecommerce-0001.rdb of ");
    }

    @Test
    void a_key_that_two_shards_have_is_found() throws IOException {
        var stray = keyOf(1);
        replaced(2, lateShard(stray));
        var carts = restored();
        assertThatThrownBy(() -> carts.assertThat().hasEachSlotInOneShard())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "Expecting every hash slot to have its keys in one shard",
                        "but 1 slot is in several of 3 shards",
                        stray + " -> in shards 0001, 0002",
                        "Hint: a shard's file is another's");
    }

    @Test
    void the_file_of_another_shard_is_found() throws IOException {
        replaced(2, shard(1));
        run.fails("expecting each shard once, but ecommerce-0001.rdb, ecommerce-0002.rdb are the same one");
    }

    @Test
    void an_empty_shard_is_found() throws IOException {
        try (var production = ProductionRedis.start(made.resolve("empty"))) {
            Files.deleteIfExists(made.resolve("empty.rdb"));
            replaced(3, production.save(made.resolve("empty.rdb")));
        }
        var carts = restored();
        assertThatThrownBy(() -> carts.assertThat().isNotEmpty())
                .hasMessageContainingAll(
                        "Expecting every shard of the restored Redis to hold keys",
                        "but 1 of 3 hold none",
                        "0003 (its file held 0 keys)");
    }

    /** One answer is enough for a key, which is in one shard; each must answer what is about no key. */
    @Test
    void commands_are_answered_by_the_shard_that_has_the_key() throws IOException {
        run.with("verify", "['EXISTS cart:7', 'DBSIZE']");
        restored();
    }

    @Test
    void a_command_that_no_shard_answers_fails_the_restore() throws IOException {
        run.with("verify", "['EXISTS cart:x']");
        run.fails("EXISTS cart:x", "the answer was nothing of shard 0001, 0002, 0003");
    }

    @Test
    void a_shard_that_does_not_answer_what_is_about_no_key_fails_the_restore() throws IOException {
        try (var production = ProductionRedis.start(made.resolve("void"))) {
            Files.deleteIfExists(made.resolve("void.rdb"));
            replaced(3, production.save(made.resolve("void.rdb")));
        }
        run.with("verify", "['DBSIZE']");
        run.fails("DBSIZE", "the answer was nothing of shard 0003");
    }

    @Test
    void numbers_with_a_gap_between_them_want_their_number_too() throws IOException {
        Files.delete(shard(2));
        run = run("");
        run.cannotTell("with numbers, as shards of one backup have them, are of one moment", "add shards: NUMBER");
    }

    /** Else the newest of three shards would pass for the whole. */
    @Test
    void files_that_are_called_as_shards_are_want_their_number() throws IOException {
        run = run("");
        run.cannotTell(
                "ecommerce-0001 and -0002 are called as the shards of one backup are",
                "Remedy: add shards: NUMBER to backup:, or shards: 1");
        run = run(", shards: 1");
        assertThat(run.restore().failure()).isEmpty();
    }

    @Test
    void a_number_that_makes_no_sense_is_a_mistake() {
        assertThatThrownBy(() -> run(", shards: three").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("shards: found [three]", "a number from 1 to 500");
        assertThatThrownBy(() -> run(", apart: 5m").restore()).hasMessageContaining("there is one file in each backup");
        assertThatThrownBy(() -> run(", shards: 3, apart: soon").restore())
                .hasMessageContainingAll("apart: cannot read the duration [soon]", "Remedy: write 10m, or 90s");
    }

    @Test
    void a_killed_jvm_takes_all_shards_along() throws Exception {
        var child = ChildRestore.start(
                List.of(), home, "{type: rdb, file: '" + backups.resolve("ecommerce-*.rdb") + "', shards: 3}");
        try (var output = child.inputReader()) {
            assertThat(output.lines()
                            .filter(line -> line.startsWith(ChildRestore.DONE))
                            .findFirst())
                    .contains(ChildRestore.DONE + "PASS ");
            assertThat(PlantedRun.processesOf(home.resolve("work")))
                    .filteredOn(it -> it.contains("redis.conf"))
                    .hasSizeGreaterThanOrEqualTo(3);
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

    private static String keyOf(int shard) {
        int n = 0;
        while (!PlantedRedis.isOf(shard, "cart:" + n)) {
            n++;
        }
        return "cart:" + n;
    }

    /** What shard 2 holds, saved some seconds later, and a key besides. */
    private static Path lateShard(String stray) throws IOException {
        var file = made.resolve("late" + stray.replace(':', '-') + ".rdb");
        Files.deleteIfExists(file);
        try (var production = ProductionRedis.start(made.resolve("late"));
                var client = production.client()) {
            client.set("cart:" + keyOf(2).substring("cart:".length()), "of shard 2");
            if (!stray.isEmpty()) {
                client.set(stray, "of shard 1");
            }
            return production.save(file);
        }
    }
}
