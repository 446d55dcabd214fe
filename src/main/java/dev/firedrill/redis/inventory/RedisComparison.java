package dev.firedrill.redis.inventory;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;

/**
 * An inventory beside restored servers. A key that is gone because its time was over is not missed, whatever its value was.
 */
public final class RedisComparison {
    private final RedisInventory inventory;
    private final SameInstant instants;
    private final Supplier<List<Jedis>> servers;
    private final long keysOfTheFiles;

    private RedisComparison(
            RedisInventory inventory, SameInstant instants, Supplier<List<Jedis>> servers, long keysOfTheFiles) {
        this.inventory = inventory;
        this.instants = instants;
        this.servers = servers;
        this.keysOfTheFiles = keysOfTheFiles;
    }

    /**
     * Nothing is read yet.
     *
     * @param states of the files that were restored
     * @param servers new clients to all restored servers; they are closed here
     * @param keysOfTheFiles how many they held, those included whose time was over when they were loaded
     */
    public static RedisComparison of(
            RedisInventory inventory, List<SavedState> states, Supplier<List<Jedis>> servers, long keysOfTheFiles) {
        return new RedisComparison(inventory, SameInstant.of(inventory, states), servers, keysOfTheFiles);
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

    /** A key whose time is over is missed by nobody, and may have been lost before: then the files held fewer. */
    private Finding unlessTheFilesHeldLess(Finding finding) {
        return finding.holds() && keysOfTheFiles < inventory.keys()
                ? Finding.ofMeasure(keysOfTheFiles, "at least " + Numbers.text(inventory.keys()), false)
                        .found("the files held %s, those that have expired included, and the inventory recorded %s"
                                .formatted(Numbers.text(keysOfTheFiles, "key"), Numbers.text(inventory.keys())))
                : finding;
    }

    /** By a clock that is behind, keys live that were gone in the source already. */
    private Optional<Finding> clock(RestoredKeys keys) {
        return inventory.origins().stream()
                .filter(origin -> origin.time().isAfter(Instant.ofEpochMilli(keys.began())))
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
        return told(1, 0, keys -> unlessTheFilesHeldLess(new ContentJudgement(inventory, keys).whole()));
    }

    /**
     * Keys and expiries are as they were recorded, and so is a part of the values.
     *
     * @param percent of the segments of which the values are read
     */
    public Finding sampled(double percent) {
        long seed = ThreadLocalRandom.current().nextInt(1 << 20);
        return told(
                percent / 100,
                seed,
                keys -> unlessTheFilesHeldLess(new ContentJudgement(inventory, keys).sampled(percent, seed)));
    }

    /** No key is missing whose time was not over. */
    public Finding nothingLost(Bounds bounds) {
        return told(0, 0, keys -> new KeyJudgement(inventory, keys).nothingLost(bounds));
    }

    /** What expires does so when it was recorded to, and nothing else does. */
    public Finding expiries(Bounds bounds) {
        return told(0, 0, keys -> new KeyJudgement(inventory, keys).expiries(bounds));
    }

    /** As many keys of each type in each database as were recorded, without those whose time was over. */
    public Finding counts() {
        return told(0, 0, keys -> unlessTheFilesHeldLess(new KeyJudgement(inventory, keys).counts()));
    }

    /** As many keys as were recorded, give or take so many percent of these. */
    public Finding count(Tolerance tolerance) {
        return told(0, 0, keys -> new KeyJudgement(inventory, keys).count(tolerance));
    }
}
