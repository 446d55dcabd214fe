package dev.firedrill.benchmarks;

import dev.firedrill.redis.ProductionRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;

/** Many small keys of six types in turns; every string expires, in thirty years. */
final class MillionKeys {
    private static final int AT_A_TIME = 10_000;
    private static final long EXPIRY = 2_750_000_000_000L;

    private MillionKeys() {}

    static void fill(ProductionRedis production, int keys) {
        try (var client = production.client();
                var pipe = client.pipelined()) {
            for (int n = 0; n < keys; n++) {
                write(pipe, n);
                if (n % AT_A_TIME == 0) {
                    pipe.sync();
                }
            }
        }
    }

    private static void write(Pipeline pipe, int n) {
        switch (n % 6) {
            case 0 -> {
                pipe.set("session:" + n, "{\"user\": " + n + ", \"seen\": \"2026-11-30\"}");
                pipe.pexpireAt("session:" + n, EXPIRY + n);
            }
            case 1 -> pipe.rpush("queue:" + n, "order " + n, "confirmed", "shipped");
            case 2 -> pipe.sadd("tags:" + n, "red", "green", "tag " + n);
            case 3 -> pipe.zadd("ranking:" + n, Map.of("product " + n, n / 3.0, "all", 0.5));
            case 4 -> pipe.hset("cart:" + n, Map.of("apples", "3", "SKU-" + n, "1"));
            default -> pipe.xadd("activity:" + n, new StreamEntryID(1, 1), Map.of("seen", "product " + n));
        }
    }

    /** Their names, one a line. */
    static void list(Jedis client, int keys, Path file) throws IOException {
        var prefixes = new String[] {"session:", "queue:", "tags:", "ranking:", "cart:", "activity:"};
        var lines = new StringBuilder();
        for (int n = 0; n < keys; n++) {
            lines.append(prefixes[n % 6]).append(n).append('\n');
        }
        Files.writeString(file, lines);
    }
}
