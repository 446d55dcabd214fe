package dev.firedrill.redis;

import dev.firedrill.redis.inventory.KeyName;
import dev.firedrill.rules.Sample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;

/**
 * All keys of one database that match a pattern, with their types and expiries, 1,000 of them at a time. SCAN gives each key
 * that is there from begin to end at least once; some it may give twice while a table is made smaller.
 */
record KeyScan(RedisInstance instance, int database, String pattern) {
    private static final int AT_A_TIME = 1_000;
    private static final byte[] START = ScanParams.SCAN_POINTER_START_BINARY;

    /** @param expires whether there is a time at which it will be gone */
    record Key(byte[] name, String type, boolean expires) {
        /** Its bytes as text, or, where they are none, in hexadecimal digits. */
        String text() {
            return KeyName.text(name);
        }
    }

    /**
     * What a scan found.
     *
     * @param keys how many it gave
     * @param offending how many of them offend, none of them counted twice
     */
    record Tally(long keys, long offending, List<Sample> samples) {}

    static KeyScan of(RedisInstance instance, int database, String pattern) {
        return new KeyScan(instance, database, pattern);
    }

    /** Counts all that match, and those that offend. A key that expires meanwhile is not counted. */
    Tally tally(Predicate<Key> offends) {
        var offending = new Offending();
        long keys = 0;
        try (var client = instance.connect()) {
            client.select(database);
            var parameters = new ScanParams()
                    .match(pattern.getBytes(StandardCharsets.UTF_8))
                    .count(AT_A_TIME);
            var cursor = START;
            do {
                var page = client.scan(cursor, parameters);
                cursor = page.getCursorAsBytes();
                for (var key : described(client, page.getResult())) {
                    keys++;
                    if (offends.test(key)) {
                        offending.add(key);
                    }
                }
            } while (!Arrays.equals(cursor, START));
        }
        return new Tally(keys, offending.count, List.copyOf(offending.samples));
    }

    /** Names are remembered up to a number beyond which one more or less tells nobody anything. */
    private static final class Offending {
        private static final int REMEMBERED = 100_000;

        private final Set<ByteBuffer> names = new HashSet<>();
        private final List<Sample> samples = new ArrayList<>();
        private long count;

        void add(Key key) {
            if (names.size() < REMEMBERED && !names.add(ByteBuffer.wrap(key.name()))) {
                return;
            }
            count++;
            if (samples.size() < Sample.MOST) {
                samples.add(Sample.of(List.of(key.text()), 1));
            }
        }
    }

    private static List<Key> described(Jedis client, List<byte[]> names) {
        var types = new ArrayList<Response<String>>();
        var times = new ArrayList<Response<Long>>();
        try (var pipeline = client.pipelined()) {
            for (var name : names) {
                types.add(pipeline.type(name));
                times.add(pipeline.pttl(name));
            }
            pipeline.sync();
        }
        var keys = new ArrayList<Key>();
        for (int i = 0; i < names.size(); i++) {
            var type = types.get(i).get();
            long left = times.get(i).get();
            if (!type.equals("none") && left != -2) {
                keys.add(new Key(names.get(i), type, left >= 0));
            }
        }
        return keys;
    }
}
