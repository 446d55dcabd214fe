package dev.firedrill.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;

/**
 * What the shop keeps in Redis: about 50,000 keys of six types in three databases. Sessions and carts expire, some of them
 * within minutes, most of them in ten years: a sample that is restored later has lost the former, and must not be empty.
 */
final class SessionData {
    static final int SESSIONS = 24_000;
    static final int CARTS = 8_000;
    static final int COUNTERS = 4_000;
    static final int QUEUES = 3_000;
    static final int TAGS = 6_000;
    static final int RANKINGS = 4_000;
    static final int STREAMS = 1_000;

    static final int CATALOG = 1;
    static final int ACTIVITY = 2;

    private static final int AT_A_TIME = 2_000;
    private static final int SUBSCRIBERS = 20_000;
    private static final Duration LONG = Duration.ofDays(3_650);
    /** One session of so many is of a visitor who does not come back. */
    private static final int SHORT_ONE_OF = 10;

    private final Jedis client;
    private final Instant base;

    /** @param base what all times count from */
    SessionData(Jedis client, Instant base) {
        this.client = client;
        this.base = base;
    }

    void load() {
        inDatabase(0, SESSIONS, this::session);
        inDatabase(0, CARTS, this::cart);
        inDatabase(0, COUNTERS, (pipe, i) -> pipe.set("count:page:" + i, Integer.toString(i * 37 % 1000)));
        inDatabase(CATALOG, QUEUES, SessionData::queue);
        inDatabase(CATALOG, TAGS, SessionData::tags);
        inDatabase(CATALOG, SUBSCRIBERS, (pipe, i) -> pipe.sadd("newsletter:subscribers", "user" + i + "@example.com"));
        inDatabase(ACTIVITY, RANKINGS, SessionData::ranking);
        inDatabase(ACTIVITY, STREAMS, this::activity);
    }

    /** Visitors who come after the first backup. */
    void laterVisitors(int count) {
        inDatabase(0, count, (pipe, i) -> session(pipe, SESSIONS + i));
    }

    private void session(Pipeline pipe, int i) {
        var expiry = i % SHORT_ONE_OF == 0 ? Duration.ofSeconds(60 + i % 600) : LONG.plusSeconds(i);
        pipe.set(
                "session:%06d".formatted(i),
                "{\"user\":%d,\"seen\":\"%s\",\"csrf\":\"%08x\"}"
                        .formatted(i, base.minusSeconds(i), i * 2_654_435_761L),
                SetParams.setParams().pxAt(base.plus(expiry).toEpochMilli()));
    }

    private void cart(Pipeline pipe, int i) {
        var items = new HashMap<String, String>();
        IntStream.range(0, 1 + i % 5).forEach(n -> items.put("SKU-" + (i * 7 + n) % 2_000, Integer.toString(1 + n)));
        pipe.hset("cart:" + i, items);
        pipe.pexpireAt("cart:" + i, base.plus(LONG).plusSeconds(i).toEpochMilli());
    }

    private static void queue(Pipeline pipe, int i) {
        pipe.rpush("queue:mail:" + i, "order " + i + " confirmed", "order " + i + " shipped", "rate order " + i);
    }

    private static void tags(Pipeline pipe, int i) {
        pipe.sadd("tags:product:" + i, "tag" + i % 17, "tag" + i % 23, "tag" + i % 31, Integer.toString(i % 7));
    }

    private static void ranking(Pipeline pipe, int i) {
        pipe.zadd(
                "ranking:" + i,
                Map.of("product " + i % 100, i / 7.0, "category " + i % 101, (double) i, "of all", 0.5));
    }

    private void activity(Pipeline pipe, int i) {
        for (int n = 0; n < 3; n++) {
            var id = new StreamEntryID(base.minusSeconds(i).toEpochMilli(), n);
            pipe.xadd(
                    "activity:" + i,
                    Map.of("seen", "product " + (i + n)),
                    XAddParams.xAddParams().id(id));
        }
        if (i % 10 == 0) {
            pipe.xgroupCreate("activity:" + i, "recommendations", new StreamEntryID(0, 0), false);
        }
    }

    private interface Written {
        void write(Pipeline pipe, int i);
    }

    private void inDatabase(int database, int count, Written written) {
        client.select(database);
        for (int from = 0; from < count; from += AT_A_TIME) {
            try (var pipe = client.pipelined()) {
                IntConsumer one = i -> written.write(pipe, i);
                IntStream.range(from, Math.min(count, from + AT_A_TIME)).forEach(one);
            }
        }
    }
}
