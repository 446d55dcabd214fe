package dev.firedrill.local;

import dev.firedrill.redis.DatedRdb;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.redis.inventory.RedisRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/**
 * A production of Redis whose inventory was recorded right after it was saved; and backups that say that they are of that
 * instant and are not: each is saved by a server that loaded the true one, and was changed.
 */
final class RecordedSessions {
    static final long EXPIRY = 4_000_000_000_000L;
    static final int MEMBERS = 20_000;

    private final Path home;
    private final Path file;
    private final Path inventory;

    private RecordedSessions(Path home) {
        this.home = home;
        this.file = home.resolve("sessions.rdb");
        this.inventory = home.resolve("inventory.json");
    }

    static RecordedSessions in(Path home) throws IOException {
        var sessions = new RecordedSessions(home);
        try (var production = ProductionRedis.start(home.resolve("production"));
                var client = production.client()) {
            fill(client);
            production.save(sessions.file);
            record(production).write(sessions.inventory);
        }
        return sessions;
    }

    static RedisInventory record(ProductionRedis production) {
        return new RedisRecorder("crm", List.of(production::client), Duration.ofSeconds(10)).record();
    }

    private static void fill(Jedis client) {
        try (var pipe = client.pipelined()) {
            for (int n = 0; n < 300; n++) {
                pipe.set("session:" + n, "user " + n);
                pipe.pexpireAt("session:" + n, EXPIRY + n);
                pipe.set("count:" + n, Integer.toString(n));
                pipe.hset("cart:" + n, Map.of("apples", "3", "pears", "" + n));
                pipe.rpush("queue:" + n, "first", "second", "third");
                pipe.sadd("tags:" + n, "red", "green", "" + n);
                pipe.zadd("ranking:" + n, Map.of("one", 1.1, "two", n / 3.0));
                pipe.xadd("activity:" + n, new StreamEntryID(1, 1), Map.of("seen", "product " + n));
            }
        }
        large(client);
        client.select(3);
        client.set("elsewhere", "yes");
    }

    private static void large(Jedis client) {
        var scores = new HashMap<String, Double>();
        var fields = new HashMap<String, String>();
        try (var pipe = client.pipelined()) {
            for (int n = 0; n < MEMBERS; n++) {
                pipe.sadd("large:set", "user" + n + "@example.com");
                pipe.rpush("large:list", "element " + n);
                pipe.xadd("large:stream", new StreamEntryID(n + 1, 0), Map.of("n", "" + n));
                scores.put("member " + n, n / 7.0);
                fields.put("field " + n, "value " + n);
            }
        }
        client.zadd("large:zset", scores);
        client.hset("large:hash", fields);
        client.set("large:string", "x".repeat(3_000_000));
        client.xgroupCreate("large:stream", "readers", new StreamEntryID(0, 0), false);
        client.xreadGroup(
                "readers",
                "anna",
                XReadGroupParams.xReadGroupParams().count(1_500),
                Map.of("large:stream", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    }

    Path inventory() {
        return inventory;
    }

    /** The true backup. */
    Path file() {
        return file;
    }

    /** Another one, which says that it was saved in the same second. */
    Path changed(String name, Consumer<Jedis> change) throws IOException {
        var directory = Files.createDirectories(home.resolve("changed-" + name));
        Files.copy(file, directory.resolve("dump.rdb"));
        var to = home.resolve(name + ".rdb");
        try (var server = ProductionRedis.start(directory);
                var client = server.client()) {
            change.accept(client);
            server.save(to);
        }
        DatedRdb.date(to, DatedRdb.savedAt(file));
        return to;
    }
}
