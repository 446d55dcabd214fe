package dev.firedrill.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Backups of a Redis that stands for production, made once for all tests of a class: files, logs and shards. */
public final class PlantedRedis {
    /** Keys of the log that its increment has, and not its base. */
    public static final int IN_INCREMENT = 50;

    private static final int SHARDS = 3;
    private static final int KEYS = 600;

    private PlantedRedis() {}

    /** Values of all types, keys in two databases, expiries. */
    public static void fill(Jedis client) {
        for (int n = 0; n < KEYS; n++) {
            client.set("user:" + n, "name " + n);
            client.setex("session:" + n, 86_400, "user " + n);
        }
        for (int n = 0; n < 200; n++) {
            client.rpush("list", "element " + n);
            client.sadd("set", "member " + n);
            client.zadd("zset", n, "scored " + n);
            client.hset("hash", "field " + n, "a value of the hash " + n);
            client.sadd("numbers", Integer.toString(n));
        }
        client.xadd("stream", StreamEntryID.NEW_ENTRY, Map.of("what", "ordered"));
        client.xgroupCreate("stream", "readers", new StreamEntryID(), false);
        client.xreadGroup(
                "readers", "one", new XReadGroupParams(), Map.of("stream", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        // An id may need all of its 64 bits.
        client.sendCommand(Protocol.Command.XADD, "far", "18446744073709551615-1", "what", "last");
        client.set("long", "abcdefgh".repeat(5_000));
        client.select(3);
        client.set("elsewhere", "yes");
        client.select(0);
    }

    /**
     * A log in a directory: a base, and an increment that ends with a transaction.
     *
     * @param options further options of redis-server, such as {@code --aof-timestamp-enabled yes}
     */
    public static Path log(Path home, Path to, String... options) throws IOException {
        var all = new ArrayList<>(
                List.of("--appendonly", "yes", "--auto-aof-rewrite-percentage", "0", "--appendfsync", "always"));
        all.addAll(List.of(options));
        try (var production = ProductionRedis.start(home, all.toArray(String[]::new));
                var client = production.client()) {
            fill(client);
            rewrite(client);
            for (int n = 0; n < IN_INCREMENT; n++) {
                client.set("later:" + n, "written after the base " + n);
            }
            var transaction = client.multi();
            transaction.set("total", "1");
            transaction.incr("total");
            transaction.exec();
        }
        return copy(directoryIn(home), to);
    }

    private static void rewrite(Jedis client) {
        client.bgrewriteaof();
        Awaitility.await()
                .until(() -> client.info("persistence").contains("aof_rewrite_in_progress:0")
                        && client.info("persistence").contains("aof_rewrite_scheduled:0")
                        && client.info("persistence").contains("aof_rewrites:1"));
        // Redis notes a time where its second is another than the one it noted before.
        var second = client.time().get(0);
        Awaitility.await().until(() -> !client.time().get(0).equals(second));
    }

    private static Path directoryIn(Path home) throws IOException {
        try (var entries = Files.list(home)) {
            return entries.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** Copies a directory of files as it is. */
    public static Path copy(Path directory, Path to) {
        try (var files = Files.list(directory)) {
            Files.createDirectories(to);
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three files, as ElastiCache exports a cluster: each has the keys of its third of the slots. */
    public static Path shards(Path home, Path to) throws IOException {
        Files.createDirectories(to);
        for (int shard = 1; shard <= SHARDS; shard++) {
            try (var production = ProductionRedis.start(home.resolve("shard" + shard));
                    var client = production.client()) {
                for (int n = 0; n < KEYS; n++) {
                    if (isOf(shard, "cart:" + n)) {
                        client.set("cart:" + n, "of shard " + shard);
                    }
                }
                production.save(to.resolve("ecommerce-000" + shard + ".rdb"));
            }
        }
        return to;
    }

    /** Whether the slot of a key belongs to that shard. */
    public static boolean isOf(int shard, String key) {
        return JedisClusterCRC16.getSlot(key) / (16_384 / SHARDS + 1) == shard - 1;
    }
}
