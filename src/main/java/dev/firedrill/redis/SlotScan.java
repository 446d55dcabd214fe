package dev.firedrill.redis;

import dev.firedrill.rules.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which shards hold keys of which hash slots: in a cluster a slot belongs to one of them. */
final class SlotScan {
    private static final byte[] START = ScanParams.SCAN_POINTER_START_BINARY;
    private static final int AT_A_TIME = 1_000;

    private final List<RedisShard> shards;
    private final List<BitSet> slots = new ArrayList<>();
    private final BitSet shared = new BitSet();
    private final TreeSet<String> seen = new TreeSet<>();
    private final List<Sample> samples = new ArrayList<>();

    private SlotScan(List<RedisShard> shards) {
        this.shards = shards;
    }

    /** Looks at the names of all keys; where slots are in several shards, at those a second time. */
    static SlotScan of(List<RedisShard> shards) {
        var scan = new SlotScan(shards);
        for (var shard : shards) {
            var own = new BitSet();
            eachKey(shard, key -> own.set(JedisClusterCRC16.getSlot(key)));
            for (var other : scan.slots) {
                var both = (BitSet) other.clone();
                both.and(own);
                scan.shared.or(both);
            }
            scan.slots.add(own);
        }
        if (!scan.shared.isEmpty()) {
            shards.forEach(scan::sample);
        }
        return scan;
    }

    private static void eachKey(RedisShard shard, Consumer<byte[]> key) {
        try (var client = shard.connect()) {
            for (int database : KeyCounts.of(shard).byDatabase().keySet()) {
                client.select(database);
                var cursor = START;
                do {
                    var page = client.scan(cursor, new ScanParams().count(AT_A_TIME));
                    cursor = page.getCursorAsBytes();
                    page.getResult().forEach(key);
                } while (!Arrays.equals(cursor, START));
            }
        }
    }

    private void sample(RedisShard shard) {
        eachKey(shard, key -> {
            int slot = JedisClusterCRC16.getSlot(key);
            var text = new KeyScan.Key(key, "", false).text();
            if (samples.size() < Sample.MOST && shared.get(slot) && seen.add(text)) {
                samples.add(Sample.of(List.of(text, whose(key, slot)), 1));
            }
        });
    }

    private String whose(byte[] key, int slot) {
        var holders = shards.stream().filter(shard -> holds(shard, key)).toList();
        return holders.size() > 1
                ? "in shards " + names(holders)
                : "in shard %s; slot %d in shards %s".formatted(names(holders), slot, names(ofSlot(slot)));
    }

    private static boolean holds(RedisShard shard, byte[] key) {
        try (var client = shard.connect()) {
            return client.exists(key);
        }
    }

    private List<RedisShard> ofSlot(int slot) {
        return shards.stream()
                .filter(shard -> slots.get(shards.indexOf(shard)).get(slot))
                .toList();
    }

    private static String names(List<RedisShard> some) {
        return some.stream().map(RedisShard::name).collect(Collectors.joining(", "));
    }

    /** How many slots are in more than one shard. */
    int shared() {
        return shared.cardinality();
    }

    /** Keys of these, and where they are. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }
}
