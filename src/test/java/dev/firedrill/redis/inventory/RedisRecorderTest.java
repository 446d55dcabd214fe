package dev.firedrill.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.redis.DatedRdb;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** An inventory is only written of a state that stands still, and says how that is known. */
class RedisRecorderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private static RedisInventory record(List<Supplier<Jedis>> servers, Duration quiet) {
        return new RedisRecorder("sessions", servers, quiet).record();
    }

    private static RedisInventory record(ProductionRedis production) {
        return record(List.of(production::client), PATIENCE);
    }

    @Test
    void a_saved_primary_that_nobody_writes_to_is_known_by_its_save() throws IOException {
        try (var production = ProductionRedis.start(home);
                var client = production.client()) {
            client.set("greeting", "hello");
            client.save();
            var origin = record(production).origins().get(0);
            assertThat(origin.how())
                    .isEqualTo("on a primary that stood still while it was read: no change since the last save"
                            + " (rdb_changes_since_last_save 0 before and after)");
            assertThat(origin.savedAt()).isEqualTo(client.lastsave());
            assertThat(origin.offset()).isEqualTo(-1);
            assertThat(origin.aofBytes()).isEqualTo(-1);
        }
    }

    @Test
    void a_primary_with_changes_that_were_not_saved_gives_no_inventory() throws IOException {
        try (var production = ProductionRedis.start(home);
                var client = production.client()) {
            client.set("greeting", "hello");
            assertThatThrownBy(() -> record(List.of(production::client), Duration.ZERO))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll(
                            "no inventory: the source did not stand still within 0 s",
                            "1 changes since its last save",
                            "(without replicas it counts no writes)",
                            "Remedy: record it on a replica",
                            "--wait 10m");
        }
    }

    @Test
    void one_that_is_written_to_gives_no_inventory_however_often_it_saves() throws Exception {
        try (var production = ProductionRedis.start(home, "--appendonly", "yes");
                var client = production.client()) {
            client.set("n", "0");
            // To read them takes so long that the writer is heard meanwhile, however busy this host is.
            try (var pipe = client.pipelined()) {
                for (int n = 0; n < 50_000; n++) {
                    pipe.set("key:" + n, "value");
                }
            }
            client.save();
            var writing = new AtomicBoolean(true);
            var writer = new Thread(() -> {
                try (var own = production.client()) {
                    while (writing.get()) {
                        own.incr("n");
                        own.save();
                    }
                }
            });
            writer.start();
            try {
                await().until(() -> Integer.parseInt(client.get("n")) > 2);
                assertThatThrownBy(() -> record(List.of(production::client), Duration.ofMillis(300)))
                        .isInstanceOf(Inconclusive.class)
                        .hasMessageContaining("did not stand still");
            } finally {
                writing.set(false);
                writer.join();
            }
        }
    }

    @Test
    void it_waits_until_the_source_stands_still() throws Exception {
        try (var production = ProductionRedis.start(home);
                var client = production.client()) {
            client.set("greeting", "hello");
            var saver = new Thread(() -> {
                try (var own = production.client()) {
                    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
                    own.save();
                }
            });
            saver.start();
            assertThat(record(List.of(production::client), Duration.ofSeconds(20))
                            .keys())
                    .isEqualTo(1);
            saver.join();
        }
    }

    @Test
    void a_replica_whose_replication_was_stopped_is_known_by_its_offset() throws IOException {
        try (var production = ProductionRedis.start(home.resolve("primary"));
                var replica = ProductionRedis.start(home.resolve("replica"));
                var client = production.client();
                var copy = replica.client()) {
            client.set("greeting", "hello");
            copy.replicaof(
                    "127.0.0.1", Integer.parseInt(client.configGet("port").get("port")));
            await().until(() -> "hello".equals(copy.get("greeting")));
            client.save();
            client.shutdown();
            await().until(() -> copy.info("replication").contains("master_link_status:down"));
            var origin = record(replica).origins().get(0);
            assertThat(origin.how()).contains("on a replica that stood still", "its offset " + origin.offset());
            assertThat(origin.replicationId()).hasSize(40);
            var saved = SavedState.of(DatedRdb.fields(replica.save(home.resolve("replica.rdb"))));
            assertThat(saved.proof(origin))
                    .contains("offset %d of replication %s, in the file as in the inventory"
                            .formatted(origin.offset(), origin.replicationId()));
            assertThat(origin.instant()).contains(", offset " + origin.offset() + " of " + origin.replicationId());
        }
    }

    @Test
    void append_only_files_that_did_not_grow_are_noted() throws IOException {
        try (var production = ProductionRedis.start(home, "--appendonly", "yes");
                var client = production.client()) {
            client.set("greeting", "hello");
            var origin = record(production).origins().get(0);
            assertThat(origin.aofBytes()).isPositive();
            assertThat(origin.savedAt()).isEqualTo(-1);
            assertThat(origin.how()).endsWith("its append-only files did not grow");
        }
    }

    @Test
    void a_user_who_reads_everything_and_writes_nothing_is_enough() throws IOException {
        try (var production = ProductionRedis.start(home);
                var client = production.client()) {
            client.set("greeting", "hello");
            client.sendCommand(
                    Protocol.Command.ACL,
                    "SETUSER",
                    "auditor",
                    "on",
                    ">once",
                    "~*",
                    "-@all",
                    "+@read",
                    "+@connection",
                    "+info");
            client.sendCommand(
                    Protocol.Command.ACL,
                    "SETUSER",
                    "blind",
                    "on",
                    ">once",
                    "~public:*",
                    "-@all",
                    "+@read",
                    "+@connection",
                    "+info");
            client.save();
            assertThat(record(List.of(as(production, "auditor")), PATIENCE).keys())
                    .isEqualTo(1);
            assertThatThrownBy(() -> record(List.of(as(production, "blind")), PATIENCE))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll("NOPERM", "Remedy: the user must be able to read everything");
        }
    }

    private static Supplier<Jedis> as(ProductionRedis production, String user) {
        return () -> {
            var client = production.client();
            client.auth(user, "once");
            return client;
        };
    }

    @Test
    void a_source_that_would_evict_keys_for_us_is_left_alone() throws IOException {
        try (var production = ProductionRedis.start(home, "--maxmemory", "40mb", "--maxmemory-policy", "allkeys-lru");
                var client = production.client()) {
            client.set("greeting", "x".repeat(12 << 20));
            client.save();
            assertThatThrownBy(() -> record(production))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll("near its maxmemory and evicts keys", "record it on a replica");
        }
    }

    @Test
    void several_shards_are_recorded_together() throws IOException {
        try (var first = ProductionRedis.start(home.resolve("1"));
                var second = ProductionRedis.start(home.resolve("2"));
                var one = first.client();
                var other = second.client()) {
            one.set("a", "1");
            other.set("b", "2");
            one.save();
            other.save();
            var inventory = record(List.of(first::client, second::client), PATIENCE);
            assertThat(inventory.keys()).isEqualTo(2);
            assertThat(inventory.origins()).hasSize(2);
        }
    }

    @Test
    void what_is_written_is_read_again_and_recorded_before_now() throws IOException {
        try (var production = ProductionRedis.start(home);
                var client = production.client()) {
            client.set("greeting", "hello");
            client.psetex("session", 86_400_000, "1");
            client.save();
            var inventory = record(production);
            var file = home.resolve("inv/sessions.json");
            inventory.write(file);
            var read = RedisInventory.read(file);
            assertThat(read.origins()).isEqualTo(inventory.origins());
            assertThat(read.origins().get(0).time()).isBefore(Instant.now());
            assertThat(read.keys()).isEqualTo(2);
            assertThat(read.expiringKeys()).isEqualTo(1);
            assertThat(read.databases().get(0).expiring().bytes(0, 1))
                    .isEqualTo(inventory.databases().get(0).expiring().bytes(0, 1));
            assertThat(read.databases().get(0).segments().bytes())
                    .isEqualTo(inventory.databases().get(0).segments().bytes());
        }
    }
}
