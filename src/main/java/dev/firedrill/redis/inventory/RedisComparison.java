package dev.firedrill.redis.inventory;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/**
 * An inventory beside restored servers. A key that is gone because its time was over is not missed, whatever its value was.
 */
public final class RedisComparison {
    static final String HINT =
            "both are of one instant, so production did not change it meanwhile: restore damage, or another server's backup.";

    private final RedisInventory inventory;
    private final SameInstant instants;
    private final Supplier<List<Jedis>> servers;

    private RedisComparison(RedisInventory inventory, SameInstant instants, Supplier<List<Jedis>> servers) {
        this.inventory = inventory;
        this.instants = instants;
        this.servers = servers;
    }

    /**
     * Nothing is read yet.
     *
     * @param states of the files that were restored
     * @param servers new clients to all restored servers; they are closed here
     */
    public static RedisComparison of(RedisInventory inventory, List<SavedState> states, Supplier<List<Jedis>> servers) {
        return new RedisComparison(inventory, SameInstant.of(inventory, states), servers);
    }

    private Finding told(double share, long seed, Function<RestoredKeys, Finding> judge) {
        var obstacle = instants.obstacle();
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        var clients = servers.get();
        try {
            var keys = RestoredKeys.read(clients, inventory, share, seed);
            return clock(keys).orElseGet(() -> judge.apply(keys)).note(note(keys));
        } finally {
            clients.forEach(Jedis::close);
        }
    }

    /** By a clock that is behind, keys live that were gone in the source already. */
    private Optional<Finding> clock(RestoredKeys keys) {
        return inventory.origins().stream()
                .filter(origin ->
                        origin.time().isAfter(Instant.ofEpochMilli(keys.began()).plusSeconds(1)))
                .findFirst()
                .map(origin -> Finding.unknown(
                                "it cannot be told: by the clock of this host it is %s, which is before the inventory was recorded"
                                        .formatted(Instant.ofEpochMilli(keys.began())),
                                null)
                        .hint("set the clock of this host, or that of the source."));
    }

    private String note(RestoredKeys keys) {
        long expired = keys.sum(DatabaseReading::expired);
        return instants.note() + (expired == 0 ? "" : "; %s had expired since".formatted(Numbers.text(expired, "key")));
    }

    /** Everything is as it was recorded. */
    public Finding whole() {
        return told(1, 0, keys -> {
            long compared = keys.sum(DatabaseReading::keys);
            var parts = new ArrayList<Finding.Part>();
            keys.databases().forEach(database -> parts.addAll(parts(keys, database, true)));
            return parts.isEmpty() && compared == 0 ? nothing() : differing(parts, compared);
        });
    }

    /**
     * Keys and expiries are as they were recorded, and so is a part of the values.
     *
     * @param percent of the segments of which the values are read
     */
    public Finding sampled(double percent) {
        long seed = ThreadLocalRandom.current().nextInt(1 << 20);
        return told(percent / 100, seed, keys -> {
            long all = keys.sum(DatabaseReading::keys);
            long compared = keys.sum(DatabaseReading::values);
            var parts = new ArrayList<Finding.Part>();
            keys.databases().forEach(database -> parts.addAll(parts(keys, database, true)));
            if (!parts.isEmpty() || compared == all) {
                return parts.isEmpty() && all == 0 ? nothing() : differing(parts, all);
            }
            var limits = "%s %% of the values".formatted(text(percent));
            return Finding.ofMeasure(0, limits, Verdict.WARN)
                    .found("only the values of %s of %s were compared, which are as recorded (drawn with seed %d)"
                            .formatted(Numbers.text(compared), Numbers.text(all, "key"), seed));
        });
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%s", number);
    }

    private Finding nothing() {
        return Finding.unknown(
                        "it cannot be told: of the %s of the inventory none is left to be compared"
                                .formatted(Numbers.text(inventory.keys(), "key")),
                        null)
                .hint("restore sooner after the inventory was recorded, before its keys expire.");
    }

    private static Finding differing(List<Finding.Part> parts, long compared) {
        if (parts.isEmpty()) {
            return Finding.ofMeasure(compared, "the same", true);
        }
        return Finding.ofParts(Verdict.FAIL, parts.size(), false, parts)
                .found(Numbers.text(parts.size(), "thing") + (parts.size() == 1 ? " differs" : " differ"))
                .hint(HINT);
    }

    private static List<Finding.Part> parts(RestoredKeys keys, DatabaseReading reading, boolean values) {
        var where = "database " + reading.number();
        var segments = keys.differences().get(keys.databases().indexOf(reading));
        return Stream.of(
                        reading.lostExpiring.part(where, "key", "with an expiry missing", "hashes of names"),
                        segments.missing.part(where, "key", "without an expiry missing", ""),
                        reading.tooMany.part(where, "key", "with an expiry too many", "keys"),
                        segments.tooMany.part(where, "key", "without an expiry too many", "keys"),
                        segments.replaced.part(
                                where, "segment", "with as many keys, but others", "the keys that are there"),
                        reading.lostExpiry.part(where, "key", "without the expiry that it had", "keys"),
                        reading.gainedExpiry.part(where, "key", "with an expiry that it had not", "keys"),
                        reading.otherExpiry.part(where, "key", "with another expiry", "keys"),
                        reading.otherValue.part(where, "key", "with another value", "keys"),
                        segments.otherValue.part(where, "segment", "with another value", "in one or more of"))
                .flatMap(Optional::stream)
                .filter(part -> values || !part.text().contains("another value"))
                .toList();
    }

    /** No key is missing whose time was not over. */
    public Finding nothingLost(Bounds bounds) {
        return told(0, 0, keys -> {
            long lost = keys.sum(it -> it.lostExpiring.count())
                    + keys.differences().stream()
                            .mapToLong(it -> it.missing.count() + it.replaced.count())
                            .sum();
            boolean explained = keys.differences().stream().allMatch(SegmentDifferences::isEveryExcessExplained);
            if (lost == 0 && !explained) {
                return Finding.unknown(
                        "it cannot be told: there are more keys than were recorded, and which of them are too many is not known",
                        null);
            }
            return inventory.keys() > 0 && keys.sum(DatabaseReading::keys) == 0 && lost == 0
                    ? nothing()
                    : Finding.ofOffences(lost, bounds)
                            .found("at least %s of %s are missing%s"
                                    .formatted(Numbers.text(lost), Numbers.text(inventory.keys(), "key"), moved(keys)));
        });
    }

    private static String moved(RestoredKeys keys) {
        long elsewhere =
                keys.differences().stream().mapToLong(SegmentDifferences::moved).sum();
        return elsewhere == 0 ? "" : ", %s of them found in another database".formatted(Numbers.text(elsewhere));
    }

    /** What expires does so when it was recorded to, and nothing else does. */
    public Finding expiries(Bounds bounds) {
        return told(0, 0, keys -> {
            long offences = keys.sum(it -> it.lostExpiry.count()
                    + it.otherExpiry.count()
                    + it.gainedExpiry.count()
                    + it.tooMany.count()
                    + it.lostExpiring.count());
            var parts = new ArrayList<Finding.Part>();
            keys.databases().forEach(it -> Stream.of(
                            it.lostExpiry.part(place(it), "key", "without the expiry that it had", "keys"),
                            it.otherExpiry.part(place(it), "key", "with another expiry", "keys"),
                            it.gainedExpiry.part(place(it), "key", "with an expiry that it had not", "keys"),
                            it.tooMany.part(
                                    place(it), "key", "with an expiry that the inventory does not have", "keys"),
                            it.lostExpiring.part(place(it), "key", "with an expiry missing", "hashes of names"))
                    .flatMap(Optional::stream)
                    .forEach(parts::add));
            long over = keys.sum(DatabaseReading::expired);
            if (offences == 0 && over > 0 && over == inventory.expiringKeys()) {
                return nothing();
            }
            return parts.isEmpty()
                    ? Finding.ofMeasure(0, bounds.text(), true)
                    : Finding.ofParts(bounds.judge(offences), offences, false, parts)
                            .found("%s of %s that expire"
                                            .formatted(
                                                    Numbers.text(offences),
                                                    Numbers.text(inventory.expiringKeys(), "key"))
                                    + " do not do so as recorded; allowed: "
                                    + bounds.text().substring(8))
                            .hint(HINT);
        });
    }

    private static String place(DatabaseReading reading) {
        return "database " + reading.number();
    }

    /** As many keys of each type in each database as were recorded, without those whose time was over. */
    public Finding counts() {
        return told(0, 0, keys -> {
            var parts = new ArrayList<Finding.Part>();
            for (var reading : keys.databases()) {
                for (var type : KeyType.values()) {
                    long found = reading.counts().getOrDefault(type, 0L);
                    long expected = within(
                            found,
                            reading.expected().keys(type, keys.ended()),
                            reading.expected().keys(type, keys.began()));
                    if (found != expected) {
                        parts.add(new Finding.Part(
                                "%s: %s of type %s, expecting %s"
                                        .formatted(
                                                place(reading),
                                                Numbers.text(found, "key"),
                                                type.text(),
                                                Numbers.text(expected)),
                                "",
                                List.of(),
                                0));
                    }
                }
            }
            return differing(parts, keys.sum(DatabaseReading::keys));
        });
    }

    /** A key whose time ended while it was read may have been counted, or not. */
    private static long within(long found, long least, long most) {
        return Math.max(least, Math.min(most, found));
    }

    /** As many keys as were recorded, give or take so many percent of these. */
    public Finding count(Tolerance tolerance) {
        return told(0, 0, keys -> {
            long found = keys.sum(DatabaseReading::keys);
            return tolerance.judge(
                    found, within(found, inventory.keys(keys.ended()), inventory.keys(keys.began())), "the inventory");
        });
    }
}
