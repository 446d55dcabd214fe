package dev.firedrill.redis;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Rules over the keys of one database that match a pattern. Where none matches, every rule says so and fails. */
public final class KeysAssert extends RuleAssert<KeysAssert> {
    private final RedisInstance instance;
    private final int database;
    private final String pattern;

    KeysAssert(RedisAssert whole, RedisInstance instance, int database, String pattern) {
        super(whole);
        this.instance = instance;
        this.database = database;
        this.pattern = pattern;
    }

    /** At least one key matches. */
    public KeysAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule(id("not-empty"), "keys that match  " + shown() + "  to be there", terms.because());
        return evaluate(rule, () -> {
            long matching =
                    KeyScan.of(instance, database, pattern).tally(key -> false).keys();
            return Finding.ofMeasure(matching, "above 0", matching > 0).found("no key matches");
        });
    }

    /** Every key has a time at which it expires. */
    public KeysAssert allExpire() {
        return every("all-expire", "to have an expiry", "have none", key -> !key.expires());
    }

    /** No key expires. Where keys have expired already it cannot be told whether some of them matched: they are gone. */
    public KeysAssert neverExpire() {
        return every("never-expire", "to have no expiry", "have one", KeyScan.Key::expires, this::unlessSomeAreGone);
    }

    private Finding unlessSomeAreGone(Finding finding) {
        long gone = instance.expiredWhenLoaded() + KeyCounts.expiredSince(instance);
        return finding.holds() && gone > 0
                ? Finding.unknown(
                                "it cannot be told: %s of the file had expired, and with them the names"
                                        .formatted(Numbers.text(gone, "key")),
                                null)
                        .hint("keys that must not expire want a file in which none has, or a database of their own.")
                : finding;
    }

    /**
     * Every key holds a value of that type.
     *
     * @param type as Redis calls it: {@code string}, {@code list}, {@code set}, {@code zset}, {@code hash}, {@code stream}
     */
    public KeysAssert areOfType(String type) {
        return every("type-" + type, "to hold a " + type, "hold something else", key -> !key.type()
                .equals(type));
    }

    private KeysAssert every(String id, String expectation, String offend, Predicate<KeyScan.Key> offends) {
        return every(id, expectation, offend, offends, finding -> finding);
    }

    private KeysAssert every(
            String id,
            String expectation,
            String offend,
            Predicate<KeyScan.Key> offends,
            UnaryOperator<Finding> doubt) {
        var terms = terms();
        var rule = new Rule(id(id), "every key that matches  " + shown() + "  " + expectation, terms.because());
        return evaluate(rule, () -> {
            var tally = KeyScan.of(instance, database, pattern).tally(offends);
            if (tally.keys() == 0) {
                return Finding.ofMissingObject("no key matches");
            }
            return doubt.apply(Finding.ofOffences(tally.offending(), terms.bounds())
                    .found("%s of %s %s"
                            .formatted(Numbers.text(tally.offending()), Numbers.text(tally.keys(), "key"), offend))
                    .samples("keys", tally.samples()));
        });
    }

    private String shown() {
        return database == 0 ? pattern : pattern + " in database " + database;
    }

    private String id(String verb) {
        var name =
                pattern.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return "redis-%s%s%s".formatted(database == 0 ? "" : database + "-", name.isEmpty() ? "" : name + "-", verb);
    }

    @Override
    protected KeysAssert self() {
        return this;
    }
}
