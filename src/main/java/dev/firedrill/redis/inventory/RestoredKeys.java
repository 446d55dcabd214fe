package dev.firedrill.redis.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import redis.clients.jedis.Jedis;

/**
 * All keys of the restored servers, beside an inventory. Read once; where segments differ, their names are read once more.
 *
 * @param began by the clock of the restored servers, in milliseconds since 1970
 * @param ended the same
 */
record RestoredKeys(List<DatabaseReading> databases, List<SegmentDifferences> differences, long began, long ended) {
    private static final DatabaseContent NOTHING = DatabaseContent.in(new Segments(0));

    /**
     * Reads them.
     *
     * @param share of the segments of which values are compared: from 0, none, to 1, all
     */
    static RestoredKeys read(List<Jedis> servers, RedisInventory inventory, double share, long seed) {
        long began = moment(servers, Math::min);
        var numbers = new TreeSet<>(inventory.numbers());
        servers.forEach(
                server -> numbers.addAll(ServerMarks.of(server).stayingKeys().keySet()));
        var readings = new ArrayList<DatabaseReading>();
        var random = new SplittableRandom(seed);
        for (int number : numbers) {
            var expected = inventory.databases().getOrDefault(number, NOTHING);
            var reading = new DatabaseReading(
                    number, expected, chosen(expected.segments().number(), share, random));
            servers.forEach(server -> KeyspaceScan.each(server, number, reading::comparesValueOf, reading::add));
            readings.add(reading);
        }
        long ended = moment(servers, Math::max);
        readings.forEach(reading -> reading.end(ended));
        var differences = readings.stream().map(SegmentDifferences::of).toList();
        var keys = new RestoredKeys(readings, differences, began, ended);
        keys.nameWhatDiffers(servers);
        return keys;
    }

    private interface Choice {
        long of(long first, long second);
    }

    private static long moment(List<Jedis> servers, Choice choice) {
        return servers.stream()
                .map(server -> ServerMarks.of(server).time().toEpochMilli())
                .reduce(choice::of)
                .orElseThrow();
    }

    private static BitSet chosen(int segments, double share, SplittableRandom random) {
        var chosen = new BitSet(segments);
        int wanted = share == 0 ? 0 : (int) Math.max(1, Math.ceil(share * segments));
        if (wanted >= segments) {
            chosen.set(0, segments);
        }
        while (chosen.cardinality() < wanted) {
            chosen.set(random.nextInt(segments));
        }
        return chosen;
    }

    private void nameWhatDiffers(List<Jedis> servers) {
        for (int i = 0; i < databases.size(); i++) {
            var here = differences.get(i);
            if (here.any()) {
                int number = databases.get(i).number();
                servers.forEach(server -> KeyspaceScan.each(server, number, none -> false, key -> {
                    if (!key.expires()) {
                        here.look(key.name(), lacking(key.name()));
                    }
                }));
            }
        }
    }

    private Optional<Integer> lacking(KeyName name) {
        for (int i = 0; i < databases.size(); i++) {
            if (differences.get(i).lacks(name)) {
                return Optional.of(databases.get(i).number());
            }
        }
        return Optional.empty();
    }

    long sum(Function<DatabaseReading, Long> of) {
        return databases.stream().mapToLong(of::apply).sum();
    }

    Instant time() {
        return Instant.ofEpochMilli(ended);
    }
}
