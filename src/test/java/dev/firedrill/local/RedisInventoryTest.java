package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.redis.DatedRdb;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.ListDirection;

/** Restores to the instant of an inventory, of a backup that is whole, and of one for each fault. */
class RedisInventoryTest {
    @TempDir
    private static Path made;

    private static RecordedSessions sessions;

    @TempDir
    private Path home;

    private PlantedRun run;

    @BeforeAll
    static void record() throws IOException {
        sessions = RecordedSessions.in(made);
    }

    private RedisInstance restored(Path file) throws IOException {
        return restored(file, "inventory");
    }

    private RedisInstance restored(Path file, String at) throws IOException {
        var restoration = restore(file, at);
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (RedisInstance) restoration.instance().orElseThrow();
    }

    private Restoration restore(Path file, String at) throws IOException {
        run = PlantedRun.of("redis", home, "{type: rdb, file: '" + file + "'}", file)
                .with("inventory", "'" + sessions.inventory() + "'");
        return run.restore(at, "", "");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void what_came_back_whole_is_identical() throws IOException {
        var redis = restored(sessions.file());
        var inventory = redis.inventory();
        assertThat(inventory.keys()).isEqualTo(300 * 7 + 6 + 1);
        assertThat(inventory.expiringKeys()).isEqualTo(300);
        assertThat(inventory.numbers()).containsExactly(0, 3);
        assertThat(redis)
                .isIdenticalTo(inventory)
                .hasNoKeyLost(inventory)
                .hasKeyCounts(inventory)
                .hasExpiriesOf(inventory)
                .hasKeyCountWithin(inventory, 0);
        assertThat(run.run().restorations().get(0).recoveryPoint().orElseThrow().proof())
                .contains("within the save from", "after which nothing had changed");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "a-member",
                        client -> {
                            client.srem("large:set", "user7@example.com");
                            client.sadd("large:set", "user7@example.net");
                        },
                        "database 0: 1 segment with another value",
                        "in one or more of:",
                        "large:set"),
                fault(
                        "a-list-element",
                        client -> client.lmove("queue:5", "queue:5", ListDirection.LEFT, ListDirection.RIGHT),
                        "database 0: 1 segment with another value",
                        "queue:5"),
                fault(
                        "two-swapped-in-a-large-list",
                        client -> {
                            client.lset("large:list", 1_000, "element 1001");
                            client.lset("large:list", 1_001, "element 1000");
                        },
                        "database 0: 1 segment with another value",
                        "large:list"),
                fault(
                        "a-score",
                        client -> client.zadd("ranking:9", Math.nextUp(9 / 3.0), "two"),
                        "database 0: 1 segment with another value",
                        "ranking:9"),
                fault(
                        "a-score-of-many",
                        client -> client.zadd("large:zset", Math.nextUp(77 / 7.0), "member 77"),
                        "database 0: 1 segment with another value",
                        "large:zset"),
                fault(
                        "a-field",
                        client -> client.hset("large:hash", "field 3", "value 4"),
                        "database 0: 1 segment with another value",
                        "large:hash"),
                fault(
                        "a-byte",
                        client -> client.setrange("large:string", 2_222_222, "y"),
                        "database 0: 1 segment with another value",
                        "large:string"),
                fault(
                        "a-stream-entry",
                        client -> client.xdel("large:stream", new StreamEntryID(19_999, 0)),
                        "database 0: 1 segment with another value",
                        "large:stream"),
                fault(
                        "a-consumer-group",
                        client -> client.xgroupDestroy("large:stream", "readers"),
                        "database 0: 1 segment with another value",
                        "large:stream"),
                fault(
                        "an-acknowledged-entry",
                        client -> client.xack("large:stream", "readers", new StreamEntryID(1_200, 0)),
                        "database 0: 1 segment with another value",
                        "large:stream"),
                fault(
                        "a-last-id",
                        client -> client.xgroupSetID("large:stream", "readers", new StreamEntryID(7, 0)),
                        "database 0: 1 segment with another value",
                        "large:stream"),
                fault(
                        "another-type",
                        client -> {
                            client.del("count:4");
                            client.rpush("count:4", "4");
                        },
                        "database 0: 1 segment with another value",
                        "count:4"),
                fault(
                        "values-of-two-keys-swapped",
                        client -> {
                            client.set("count:1", "2");
                            client.set("count:2", "1");
                        },
                        "2 segments with another value",
                        "count:1"),
                fault(
                        "a-lost-ttl",
                        client -> client.persist("session:8"),
                        "database 0: 1 key without the expiry that it had",
                        "session:8 -> it had to expire at 2096-10-02T07:06:40.008Z"),
                fault(
                        "an-altered-ttl",
                        client -> client.pexpireAt("session:8", RecordedSessions.EXPIRY),
                        "database 0: 1 key with another expiry",
                        "session:8 -> 2096-10-02T07:06:40Z instead of 2096-10-02T07:06:40.008Z"),
                fault(
                        "a-gained-ttl",
                        client -> client.pexpireAt("cart:8", RecordedSessions.EXPIRY),
                        "database 0: 1 key with an expiry that it had not",
                        "cart:8 -> it expires at 2096-10-02T07:06:40Z"),
                fault(
                        "a-session-of-another-user",
                        client -> {
                            client.set("session:8", "user 9");
                            client.pexpireAt("session:8", RecordedSessions.EXPIRY + 8);
                        },
                        "database 0: 1 key with another value",
                        "keys:  session:8"),
                fault(
                        "a-lost-session",
                        client -> client.del("session:8"),
                        "database 0: 1 key with an expiry missing",
                        "it expires at 2096-10-02T07:06:40.008Z"),
                fault(
                        "a-session-too-many",
                        client -> client.psetex("session:x", RecordedSessions.EXPIRY, "resurrected"),
                        "database 0: 1 key with an expiry too many",
                        "session:x"),
                fault("a-lost-key", client -> client.del("cart:8"), "database 0: 1 key without an expiry missing"),
                fault(
                        "a-key-too-many",
                        client -> client.set("cart:x", "1"),
                        "database 0: 1 key without an expiry too many",
                        "keys:  cart:x"),
                fault(
                        "a-renamed-key",
                        client -> {
                            client.select(3);
                            client.rename("elsewhere", "there");
                        },
                        "database 3: 1 segment with as many keys, but others",
                        "the keys that are there:  there"),
                fault(
                        "a-moved-key",
                        client -> client.move("cart:8", 3),
                        "database 0: 1 key without an expiry missing",
                        "database 3: 1 key without an expiry too many",
                        "cart:8 -> the inventory has it in database 0"),
                fault(
                        "a-database-too-many",
                        client -> {
                            client.select(5);
                            client.set("new", "1");
                        },
                        "database 5: 1 key without an expiry too many",
                        "keys:  new"),
                fault(
                        "a-lost-database",
                        client -> {
                            client.select(3);
                            client.flushDB();
                        },
                        "database 3: 1 key without an expiry missing"));
    }

    private static Arguments fault(String name, Consumer<Jedis> change, String... words) {
        return Arguments.of(name, change, words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void each_fault_is_found_and_named(String name, Consumer<Jedis> change, String[] words) throws IOException {
        var redis = restored(sessions.changed(name, change));
        assertThatThrownBy(redis::matchesItsInventory)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rule redis-identical");
        var told = outcome("redis-identical");
        assertThat(told.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(told.message() + String.join("\n", told.samples())).contains(words);
    }

    @Test
    void the_whole_message_names_both_instants() throws IOException {
        var redis = restored(sessions.changed("message", client -> client.persist("session:8")));
        assertThatThrownBy(redis::matchesItsInventory)
                .message()
                .matches(
                        "(?s)FAIL  crm · inventory · backup message.rdb restored to \\S+ · rule redis-identical\n"
                                + "Expecting every key that has not expired to be what the inventory recorded, and no other to be there"
                                + "   \\(inventory of \\S+, saved from \\S+ to \\S+, restored state of \\S+\\)\n"
                                + "but 1 thing differs\\.\n"
                                + "  database 0: 1 key without the expiry that it had\n"
                                + "    keys:  session:8 -> it had to expire at 2096-10-02T07:06:40.008Z\n"
                                + "Hint: both are of one instant, so production did not change it meanwhile: restore damage, or another server's backup.");
    }

    @Test
    void each_rule_finds_its_own_fault() throws IOException {
        var redis = restored(sessions.changed("several", client -> {
            client.del("cart:8");
            client.persist("session:8");
            client.set("count:7", "8");
        }));
        var inventory = redis.inventory();
        assertThatThrownBy(() -> assertThat(redis).hasNoKeyLost(inventory))
                .hasMessageContaining("but at least 1 of 2,107 keys are missing; allowed: 0");
        assertThat(redis).atMost(1).hasNoKeyLost(inventory);
        assertThatThrownBy(() -> assertThat(redis).hasExpiriesOf(inventory))
                .hasMessageContainingAll(
                        "but 1 of 300 keys that expire do not do so as recorded; allowed: 0", "session:8");
        assertThat(redis).atMost(1).hasExpiriesOf(inventory);
        assertThatThrownBy(() -> assertThat(redis).hasKeyCounts(inventory))
                .hasMessageContaining("database 0: 300 keys of type hash, expecting 301");
        assertThatThrownBy(() -> assertThat(redis).hasKeyCountWithin(inventory, 0.04))
                .hasMessageContaining("but it has 2,106 keys, and the inventory has 2,107");
        assertThat(redis).hasKeyCountWithin(inventory, 0.05);
    }

    @Test
    void keys_that_are_too_many_are_not_taken_for_lost_ones_and_do_not_hide_one() throws IOException {
        var redis = restored(sessions.changed("extra", client -> client.set("cart:x", "1")));
        assertThat(redis).hasNoKeyLost(redis.inventory());
        run.close();
        var replaced = restored(sessions.changed("replaced", client -> {
            client.select(3);
            client.rename("elsewhere", "there");
        }));
        assertThatThrownBy(() -> assertThat(replaced).hasNoKeyLost(replaced.inventory()))
                .hasMessageContaining("but at least 1 of 2,107 keys are missing");
        run.close();
        var hidden = restored(sessions.changed("hidden", client -> {
            client.select(3);
            client.rename("elsewhere", "there");
            client.set("everywhere", "yes");
        }));
        assertThatThrownBy(() -> assertThat(hidden).hasNoKeyLost(hidden.inventory()))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(
                        "there are more keys than were recorded, and which of them are too many is not known");
    }

    @Test
    void a_sample_is_a_warning_that_says_its_share() throws IOException {
        var redis = restored(sessions.file());
        redis.assertThat().matchesSampleOf(redis.inventory(), 10);
        assertThat(outcome("redis-sample").verdict()).isEqualTo(Verdict.WARN);
        assertThat(outcome("redis-sample").message())
                .containsPattern(
                        "only the values of \\d+ of 2,107 keys were compared, which are as recorded \\(drawn with seed \\d+\\)");
    }

    @Test
    void a_sample_sees_every_expiry() throws IOException {
        var redis = restored(sessions.changed("sampled", client -> client.persist("session:8")));
        assertThatThrownBy(() -> redis.assertThat().matchesSampleOf(redis.inventory(), 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("session:8");
    }

    private RuleOutcome outcome(String id) {
        return run.run().restorations().get(0).rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_backup_of_another_instant_is_not_compared() throws IOException {
        var later = sessions.changed("later", client -> client.set("later", "1"));
        DatedRdb.date(later, DatedRdb.savedAt(sessions.file()) - 60);
        var redis = restored(later, "");
        var inventory = redis.inventory();
        Stream.<Runnable>of(
                        () -> assertThat(redis).isIdenticalTo(inventory),
                        () -> assertThat(redis).hasNoKeyLost(inventory),
                        () -> assertThat(redis).hasKeyCounts(inventory),
                        () -> assertThat(redis).hasExpiriesOf(inventory),
                        () -> assertThat(redis).hasKeyCountWithin(inventory, 5),
                        () -> redis.assertThat().matchesSampleOf(inventory, 50))
                .forEach(rule -> assertThatThrownBy(rule::run)
                        .isInstanceOf(Inconclusive.class)
                        .hasMessageContainingAll(
                                "it is not known that they are of one instant",
                                "inventory of ",
                                ", restored state of ",
                                "record the inventory anew right after a backup"));
    }

    @Test
    void where_no_backup_is_of_the_instant_nothing_is_restored() throws IOException {
        var later = sessions.changed("no-such", client -> client.set("later", "1"));
        DatedRdb.date(later, DatedRdb.savedAt(sessions.file()) - 60);
        var restoration = restore(later, "inventory");
        assertThat(restoration.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(restoration.failure().orElseThrow())
                .hasMessageContainingAll(
                        "none of 1 backups is known to be of the inventory of ",
                        "Remedy: record the inventory anew right after a backup");
    }

    @Test
    void an_inventory_that_was_altered_is_not_believed() throws IOException {
        var altered = home.resolve("altered.json");
        Files.writeString(
                altered,
                Files.readString(sessions.inventory()).replace("\"keysWithExpiry\" : 300", "\"keysWithExpiry\" : 299"));
        assertThatThrownBy(() -> RedisInventory.read(altered))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("it was altered: its checksum does not fit what stands in it");
        assertThatThrownBy(() -> RedisInventory.read(home.resolve("none.json")))
                .hasMessageContaining("there is no such file");
    }
}
