package dev.firedrill.redis;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;

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

    /** There are keys. A Redis that finds no file, or an empty one, begins with nothing and says not a word. */
    public RedisAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule("redis-not-empty", "the restored Redis to hold keys", terms.because());
        long expired = instance.expiredWhenLoaded();
        return evaluate(rule, () -> {
            long keys = KeyCounts.of(instance).all();
            return Finding.ofMeasure(keys, "above 0", keys > 0)
                    .found("it holds none, and the file held " + Numbers.text(instance.keysOfTheFile(), "key"))
                    .note(expired == 0 ? "" : Numbers.text(expired) + " had expired when it was loaded");
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
