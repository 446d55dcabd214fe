package dev.firedrill.redis;

import dev.firedrill.redis.inventory.RedisSource;
import dev.firedrill.verdict.Inconclusive;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisException;

/**
 * How many keys each database holds.
 *
 * @param byDatabase its number, and its keys; databases without a key are left out
 */
record KeyCounts(Map<Integer, Long> byDatabase) {
    private static final Pattern LINE = Pattern.compile("(?m)^db(\\d+):keys=(\\d+),");
    private static final Pattern EXPIRED = Pattern.compile("(?m)^expired_keys:(\\d+)");

    static KeyCounts of(RedisInstance instance) {
        try (var client = instance.connect()) {
            return parse(client.info("keyspace"));
        }
    }

    /** Of a living source; the connection is closed again. */
    static KeyCounts of(RedisSource live) {
        try (var client = live.get()) {
            return parse(client.info("keyspace"));
        } catch (JedisException e) {
            throw new Inconclusive(
                    "the keys of " + live + " cannot be counted: " + e.getMessage()
                            + "\n  Remedy: see that it answers, and that its password stands in REDISCLI_AUTH",
                    e);
        }
    }

    /** How many keys expired since they were loaded. */
    static long expiredSince(RedisInstance instance) {
        try (var client = instance.connect()) {
            var found = EXPIRED.matcher(client.info("stats"));
            if (!found.find()) {
                throw new Inconclusive("Redis does not say how many keys have expired");
            }
            return Long.parseLong(found.group(1));
        }
    }

    static KeyCounts parse(String keyspace) {
        var counts = new TreeMap<Integer, Long>();
        LINE.matcher(keyspace)
                .results()
                .forEach(found -> counts.put(Integer.parseInt(found.group(1)), Long.parseLong(found.group(2))));
        return new KeyCounts(Map.copyOf(counts));
    }

    long all() {
        return byDatabase.values().stream().mapToLong(Long::longValue).sum();
    }
}
