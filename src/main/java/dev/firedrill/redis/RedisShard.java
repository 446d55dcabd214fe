package dev.firedrill.redis;

import java.time.Duration;
import redis.clients.jedis.Jedis;

/**
 * One server of a restored Redis, with what it loaded. Most have one; a cluster has one for each of its shards.
 *
 * @param name what its backup calls it, such as {@code 0002}; empty where it is the only one
 */
record RedisShard(String name, RedisServer server, RedisLog.Loaded loaded) {
    static final String HOST = "127.0.0.1";
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** A new client; the caller closes it. */
    Jedis connect() {
        return new RedisAddress(HOST, server.port(), server.login().user())
                .connect(server.login().password(), CONNECTING);
    }

    int port() {
        return server.port();
    }

    /** The beginning of a message of which it must be told whom it is about. */
    String said(String text) {
        return name.isEmpty() ? text : "shard " + name + ": " + text;
    }
}
