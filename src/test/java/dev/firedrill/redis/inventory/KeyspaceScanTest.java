package dev.firedrill.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.redis.ProductionRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** The digest of a value says what it is, and not how Redis stores it. */
class KeyspaceScanTest {
    @TempDir
    private static Path home;

    private static ProductionRedis production;
    private static Jedis client;

    @BeforeAll
    static void start() throws IOException {
        production = ProductionRedis.start(home);
        client = production.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        production.close();
    }

    @BeforeEach
    void empty() {
        client.flushAll();
    }

    private static Map<String, FoundKey> scan() {
        var found = new HashMap<String, FoundKey>();
        KeyspaceScan.each(
                client, 0, all -> true, key -> assertThat(found.put(key.name().toString(), key))
                        .isNull());
        return found;
    }

    private static Digest digestOf(String key) {
        return scan().get(key).content();
    }

    @Test
    void a_set_is_the_same_in_any_order_and_encoding() {
        client.sadd("set", "1", "2", "3");
        var ofNumbers = digestOf("set");
        assertThat(client.objectEncoding("set")).isEqualTo("intset");
        client.sadd("set", "x");
        client.srem("set", "x");
        assertThat(client.objectEncoding("set")).isNotEqualTo("intset");
        assertThat(digestOf("set")).isEqualTo(ofNumbers);
        client.del("set");
        client.sadd("set", "3", "1", "2");
        assertThat(digestOf("set")).isEqualTo(ofNumbers);
        client.srem("set", "3");
        assertThat(digestOf("set")).isNotEqualTo(ofNumbers);
    }

    @Test
    void a_value_is_the_same_read_whole_and_in_portions() {
        client.sadd("set", "a", "b");
        client.rpush("list", "a", "b");
        client.hset("hash", Map.of("a", "1", "b", "2"));
        client.zadd("zset", Map.of("a", 1.5, "b", Double.POSITIVE_INFINITY, "c", Double.NEGATIVE_INFINITY));
        client.set("string", "hello");
        client.xadd("stream", new StreamEntryID(1, 1), Map.of("a", "1"));
        client.xgroupCreate("stream", "readers", new StreamEntryID(0, 0), false);
        var values = new Values(new Wire(client));
        scan().values().forEach(key -> {
            var described = new DescribedKey(key.name(), key.type(), key.expiry(), 1L << 30);
            assertThat(values.inPortions(described)).as("%s", key.name()).contains(key.content());
        });
        assertThat(scan()).hasSize(6);
    }

    @Test
    void a_list_is_told_by_its_order_and_by_where_its_elements_end() {
        client.rpush("list", "ab", "c");
        var digest = digestOf("list");
        client.del("list");
        client.rpush("list", "a", "bc");
        assertThat(digestOf("list")).isNotEqualTo(digest);
        client.del("list");
        client.rpush("list", "c", "ab");
        assertThat(digestOf("list")).isNotEqualTo(digest);
    }

    @Test
    void a_hash_with_two_values_swapped_is_another() {
        client.hset("hash", Map.of("a", "1", "b", "2"));
        var digest = digestOf("hash");
        client.hset("hash", Map.of("a", "2", "b", "1"));
        assertThat(digestOf("hash")).isNotEqualTo(digest);
    }

    @Test
    void the_score_of_a_member_is_exact() {
        client.zadd("zset", 0.1, "a");
        var digest = digestOf("zset");
        client.zadd("zset", Math.nextUp(0.1), "a");
        assertThat(digestOf("zset")).isNotEqualTo(digest);
        client.zadd("zset", 0.1, "a");
        assertThat(digestOf("zset")).isEqualTo(digest);
    }

    @Test
    void keys_and_values_are_any_bytes() {
        client.set(new byte[] {-1, 0, 13, 10}, new byte[] {0, -1});
        client.set("\u00fcber".getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertThat(scan().keySet()).containsExactlyInAnyOrder("\\xff000d0a", "\u00fcber");
    }

    @Test
    void each_key_is_given_once_while_the_table_is_made_smaller() {
        try (var pipe = client.pipelined()) {
            for (int n = 0; n < 20_000; n++) {
                pipe.set("key:" + n, "");
            }
        }
        var seen = new HashMap<String, Integer>();
        KeyspaceScan.each(client, 0, all -> false, key -> {
            seen.merge(key.name().toString(), 1, Integer::sum);
            if (seen.size() == 5_000) {
                try (var other = production.client();
                        var pipe = other.pipelined()) {
                    for (int n = 500; n < 20_000; n++) {
                        pipe.del("key:" + n);
                    }
                }
            }
        });
        assertThat(seen.values()).containsOnly(1);
        assertThat(seen.keySet()).contains("key:0", "key:77", "key:499");
    }

    @Test
    void what_expires_says_when() {
        client.set("a", "1");
        client.pexpireAt("a", 4_000_000_000_123L);
        client.set("b", "1");
        assertThat(scan().get("a").expiry()).isEqualTo(4_000_000_000_123L);
        assertThat(scan().get("b").expires()).isFalse();
    }
}
