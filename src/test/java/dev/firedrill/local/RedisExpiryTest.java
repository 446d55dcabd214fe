package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.redis.DatedRdb;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Keys whose time is over when they are restored: they are told from lost ones, and from those that should be gone. */
class RedisExpiryTest {
    private static final int SOON = 10;

    @TempDir
    private static Path made;

    private static Path file;
    private static Path inventory;
    private static Path allOver;
    private static Path inventoryOfAllOver;

    @TempDir
    private Path home;

    private PlantedRun run;

    @BeforeAll
    static void record() throws IOException {
        file = made.resolve("sessions.rdb");
        inventory = made.resolve("sessions.json");
        allOver = made.resolve("over.rdb");
        inventoryOfAllOver = made.resolve("over.json");
        try (var production = ProductionRedis.start(made.resolve("production"));
                var other = ProductionRedis.start(made.resolve("other"));
                var client = production.client();
                var soon = other.client()) {
            client.psetex("old", 1, "gone before the instant");
            client.set("stays", "1");
            client.setex("session:late", 86_400, "user");
            for (int n = 0; n < SOON; n++) {
                client.setex("session:" + n, 8, "user " + n);
                soon.setex("session:" + n, 8, "user " + n);
            }
            production.save(file);
            other.save(allOver);
            RecordedSessions.record(production).write(inventory);
            RecordedSessions.record(other).write(inventoryOfAllOver);
            assertThat(RedisInventory.read(inventory).expiringKeys()).isEqualTo(SOON + 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> client.dbSize() == 2 && soon.dbSize() == 0);
        }
    }

    private RedisInstance restored(Path backup, Path recorded) throws IOException {
        run = PlantedRun.of("redis", home, "{type: rdb, file: '" + backup + "'}", backup)
                .with("inventory", "'" + recorded + "'");
        var restoration = run.restore("inventory", "", "");
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (RedisInstance) restoration.instance().orElseThrow();
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    private Path changed(Consumer<Jedis> change) throws IOException {
        var directory = Files.createDirectories(home.resolve("changed"));
        Files.copy(file, directory.resolve("dump.rdb"));
        try (var server = ProductionRedis.start(directory);
                var client = server.client()) {
            change.accept(client);
            var to = server.save(home.resolve("changed.rdb"));
            DatedRdb.date(to, DatedRdb.savedAt(file));
            return to;
        }
    }

    @Test
    void what_is_gone_because_its_time_was_over_is_not_missed_and_is_counted() throws IOException {
        var redis = restored(file, inventory);
        var recorded = redis.inventory();
        assertThat(redis)
                .isIdenticalTo(recorded)
                .hasNoKeyLost(recorded)
                .hasKeyCounts(recorded)
                .hasExpiriesOf(recorded)
                .hasKeyCountWithin(recorded, 0);
        assertThat(run.run().restorations().get(0).rules())
                .filteredOn(rule -> rule.id().equals("redis-identical"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.description()).contains("; 10 keys had expired since)"));
    }

    @Test
    void one_that_has_time_left_is_missed() throws IOException {
        var redis = restored(changed(client -> client.del("session:late")), inventory);
        assertThatThrownBy(redis::matchesItsInventory).hasMessageContaining("1 key with an expiry missing");
        assertThatThrownBy(() -> assertThat(redis).hasNoKeyLost(redis.inventory()))
                .hasMessageContaining("but at least 1 of 12 keys are missing; allowed: 0");
    }

    @Test
    void one_that_should_be_gone_by_now_has_lost_its_expiry() throws IOException {
        var redis = restored(changed(client -> client.set("session:3", "user 3")), inventory);
        Stream.<Runnable>of(redis::matchesItsInventory, () -> assertThat(redis).hasExpiriesOf(redis.inventory()))
                .forEach(rule -> assertThatThrownBy(rule::run)
                        .hasMessageContaining("database 0: 1 key without the expiry that it had")
                        .hasMessageContaining("session:3 -> it had to expire at "));
        assertThatThrownBy(() -> assertThat(redis).hasKeyCounts(redis.inventory()))
                .hasMessageContaining("database 0: 3 keys of type string, expecting 2");
    }

    @Test
    void one_that_was_gone_before_the_instant_is_too_many() throws IOException {
        var redis = restored(changed(client -> client.setex("old", 86_400, "resurrected")), inventory);
        assertThatThrownBy(redis::matchesItsInventory).hasMessageContainingAll("1 key with an expiry too many", "old");
        assertThatThrownBy(() -> assertThat(redis).hasExpiriesOf(redis.inventory()))
                .hasMessageContainingAll("1 key with an expiry that the inventory does not have", "old");
    }

    @Test
    void where_no_key_is_left_nothing_was_proven() throws IOException {
        var redis = restored(allOver, inventoryOfAllOver);
        var recorded = redis.inventory();
        Stream.<Runnable>of(
                        redis::matchesItsInventory,
                        () -> assertThat(redis).hasNoKeyLost(recorded),
                        () -> assertThat(redis).hasKeyCounts(recorded),
                        () -> assertThat(redis).hasExpiriesOf(recorded),
                        () -> assertThat(redis).hasKeyCountWithin(recorded, 5),
                        () -> redis.assertThat().matchesSampleOf(recorded, 10))
                .forEach(rule -> assertThatThrownBy(rule::run)
                        .isInstanceOf(Inconclusive.class)
                        .hasMessageContaining("of the 10 keys of the inventory none is left to be compared"));
    }
}
