package dev.firedrill.redis;

import java.time.Duration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Where a Redis is, and as whom it is asked. */
record RedisAddress(String host, int port, String user) {
    /** A new client; the caller closes it. A command may take as long as it takes. */
    Jedis connect(String password, Duration patience) {
        var configuration = DefaultJedisClientConfig.builder()
                .user(user)
                .password(password)
                .connectionTimeoutMillis((int) patience.toMillis())
                .socketTimeoutMillis(0)
                .build();
        return new Jedis(new HostAndPort(host, port), configuration);
    }
}
