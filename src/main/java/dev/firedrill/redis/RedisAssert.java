package dev.firedrill.redis;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Sample;
import java.util.List;

/**
 * Rules over a restored Redis. Keys whose time was over when the file was loaded are no keys any more; how many they were
 * is said with the rule.
 */
public final class RedisAssert extends RuleAssert<RedisAssert> {
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

    @Override
    protected RedisAssert self() {
        return this;
    }
}
