package dev.firedrill.redis;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.redis.inventory.RedisComparison;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.redis.inventory.RedisSource;
import dev.firedrill.redis.inventory.Tolerance;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Sample;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Rules over a restored Redis. Keys whose time was over when the file was loaded are no keys any more; how many they were
 * is said with the rule.
 */
public final class RedisAssert extends RuleAssert<RedisAssert> {
    /** What the bound is where only the counts of a living source are known. */
    private static final double USUAL_PERCENT = 5;

    private final RedisInstance instance;

    RedisAssert(RedisInstance instance, RuleRunner runner) {
        super(runner);
        this.instance = instance;
    }

    /**
     * There are keys, in each shard where there are several. A Redis that finds no file, or an empty one, begins with
     * nothing and says not a word.
     */
    public RedisAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        boolean sharded = instance.shards() > 1;
        var rule = new Rule(
                "redis-not-empty",
                sharded ? "every shard of the restored Redis to hold keys" : "the restored Redis to hold keys",
                terms.because());
        return evaluate(rule, sharded ? this::emptyShards : this::keysOfTheOne);
    }

    private Finding keysOfTheOne() {
        long keys = KeyCounts.of(instance).all();
        return counted(keys, keys > 0)
                .found("it holds none, and the file held " + Numbers.text(instance.keysOfTheFile(), "key"));
    }

    private Finding emptyShards() {
        var empty = instance.allShards().stream()
                .filter(shard -> KeyCounts.of(shard).all() == 0)
                .toList();
        return counted(KeyCounts.of(instance).all(), empty.isEmpty())
                .found("%d of %d hold none".formatted(empty.size(), instance.shards()))
                .samples("shards", empty.stream().map(RedisAssert::sample).toList());
    }

    private Finding counted(long keys, boolean holds) {
        long expired = instance.expiredWhenLoaded();
        return Finding.ofMeasure(keys, "above 0", holds)
                .note(expired == 0 ? "" : Numbers.text(expired) + " had expired when it was loaded");
    }

    private static Sample sample(RedisShard shard) {
        return Sample.of(
                List.of("%s (its file held %s)"
                        .formatted(shard.name(), Numbers.text(shard.loaded().all(), "key"))),
                1);
    }

    /**
     * Each hash slot has its keys in one shard of a cluster: no key is in two, and none in a shard whose slot it is not, as
     * far as that can be told by the keys that are there.
     */
    public RedisAssert hasEachSlotInOneShard() {
        var terms = terms().unboundedFor("hasEachSlotInOneShard");
        var rule = new Rule("redis-slots", "every hash slot to have its keys in one shard", terms.because());
        return evaluate(rule, () -> {
            instance.lookedInto();
            var scan = SlotScan.of(instance.allShards());
            return Finding.ofMeasure(scan.shared(), "0", scan.shared() == 0)
                    .found(Numbers.text(scan.shared(), "slot")
                            + (scan.shared() == 1 ? " is" : " are")
                            + " in several of %d shards".formatted(instance.shards()))
                    .samples("keys", scan.samples())
                    .hint(
                            "a shard's file is another's, or slots were on their way from shard to shard when it was saved.");
        });
    }

    /**
     * The keys of one database that match a pattern of Redis, such as {@code session:*}.
     *
     * @param pattern as SCAN knows it: {@code *}, {@code ?}, {@code [ab]}, and a backslash before what stands for itself
     */
    public KeysAssert keys(String pattern) {
        return keys(0, pattern);
    }

    /** The same in the database of that number. */
    public KeysAssert keys(int database, String pattern) {
        return new KeysAssert(this, instance, database, pattern);
    }

    /** The same as {@link #keys(String)}. */
    public KeysAssert matching(String pattern) {
        return keys(pattern);
    }

    /**
     * Everything is as the inventory recorded it: every key in its database, with its type, its value and its expiry, and no
     * other key. A key whose time was over is not missed. Values are compared by what they are, not by how they are stored.
     */
    public RedisAssert isIdenticalTo(RedisInventory inventory) {
        return compare(
                "isIdenticalTo",
                "redis-identical",
                "every key that has not expired to be what the inventory recorded, and no other to be there",
                RedisComparison::whole,
                inventory);
    }

    /**
     * The same, but that values are read of a part of the keys only, drawn anew each time. Where that part is as recorded the
     * verdict is WARN, since the rest is not known.
     *
     * @param percent above 0, and 100 at most
     */
    public RedisAssert matchesSampleOf(RedisInventory inventory, double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new ConfigurationMistake(
                    "matchesSampleOf(" + percent + ")", "that is no part of anything", "give a percentage above 0");
        }
        return compare(
                "matchesSampleOf",
                "redis-sample",
                "keys, expiries and a part of the values to be what the inventory recorded",
                comparison -> comparison.sampled(percent),
                inventory);
    }

    /** No key of the inventory is missing but for those whose time was over. */
    public RedisAssert hasNoKeyLost(RedisInventory inventory) {
        var terms = terms();
        var rule = new Rule(
                "redis-no-key-lost", "every key of the inventory that has not expired to be there", terms.because());
        return evaluate(rule, () -> instance.beside(inventory).nothingLost(terms.bounds()));
    }

    /** Each database has as many keys of each type as the inventory recorded, without those whose time was over. */
    public RedisAssert hasKeyCounts(RedisInventory inventory) {
        return compare(
                "hasKeyCounts",
                "redis-key-counts",
                "as many keys of each type in each database as the inventory recorded",
                RedisComparison::counts,
                inventory);
    }

    /** What expires does so at the time that the inventory recorded, and nothing else expires. */
    public RedisAssert hasExpiriesOf(RedisInventory inventory) {
        var terms = terms();
        var rule = new Rule(
                "redis-expiries", "keys to expire when the inventory recorded it, and no others", terms.because());
        return evaluate(rule, () -> instance.beside(inventory).expiries(terms.bounds()));
    }

    /**
     * There are as many keys as the inventory recorded, without those whose time was over, give or take so many percent of
     * that number, in either direction. Where none is expected, none may be there.
     *
     * @param percent from 0 to below 100; exact: 4.999 is not 4
     */
    public RedisAssert hasKeyCountWithin(RedisInventory inventory, double percent) {
        var tolerance = Tolerance.of(percent);
        return compare(
                "hasKeyCountWithin",
                "redis-key-count",
                "as many keys as the inventory recorded, give or take " + tolerance.text() + " %",
                comparison -> comparison.count(tolerance),
                inventory);
    }

    /** The same beside a living source, give or take 5 %; it has moved on since the backup, which the report says. */
    public RedisAssert hasKeyCountNear(RedisSource live) {
        return hasKeyCountWithin(live, USUAL_PERCENT);
    }

    /** The same, give or take so many percent. */
    public RedisAssert hasKeyCountWithin(RedisSource live, double percent) {
        return hasKeyCountWithin(() -> KeyCounts.of(live).all(), live.toString(), percent);
    }

    /** The same beside a number that somebody counted in the living source. */
    public RedisAssert hasKeyCountWithin(long liveKeys, double percent) {
        return hasKeyCountWithin(() -> liveKeys, "the living source", percent);
    }

    private RedisAssert hasKeyCountWithin(LongSupplier live, String source, double percent) {
        var tolerance = Tolerance.of(percent);
        var terms = terms().unboundedFor("hasKeyCountWithin");
        var rule = new Rule(
                "redis-live-key-count",
                "about as many keys as the living source has, give or take " + tolerance.text() + " %",
                terms.because());
        return evaluate(rule, () -> beside(live.getAsLong(), source, tolerance)
                .note("compared with a moving source: restored state of "
                        + instance.recoveryPoint().time() + ", source of " + Instant.now()));
    }

    /** A source without keys may be another one, or was emptied: where there is none here either, nothing was compared. */
    private Finding beside(long expected, String source, Tolerance tolerance) {
        long found = KeyCounts.of(instance).all();
        return expected == 0 && found == 0
                ? Finding.unknown("it cannot be told: " + source + " has no key, and neither is one here", null)
                        .hint("see whether that is the right source.")
                : tolerance.judge(found, expected, source);
    }

    private RedisAssert compare(
            String verb,
            String id,
            String expectation,
            Function<RedisComparison, Finding> look,
            RedisInventory inventory) {
        var terms = terms().unboundedFor(verb);
        return evaluate(new Rule(id, expectation, terms.because()), () -> look.apply(instance.beside(inventory)));
    }

    @Override
    protected RedisAssert self() {
        return this;
    }
}
