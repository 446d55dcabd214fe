package dev.firedrill.redis.inventory;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to be said of restored keys and their values beside an inventory. */
record ContentJudgement(RedisInventory inventory, RestoredKeys keys) {
    private static final String HINT =
            "both are of one instant, so production did not change it meanwhile: restore damage, or another server's backup.";

    Finding whole() {
        return differing(parts());
    }

    Finding sampled(double percent, long seed) {
        long all = keys.sum(DatabaseReading::keys);
        long compared = keys.sum(DatabaseReading::values);
        var parts = parts();
        if (!parts.isEmpty() || compared == all) {
            return differing(parts);
        }
        return Finding.ofMeasure(0, "%s %% of the values".formatted(Tolerance.text(percent)), Verdict.WARN)
                .found("only the values of %s of %s were compared, which are as recorded (drawn with seed %d)"
                        .formatted(Numbers.text(compared), Numbers.text(all, "key"), seed));
    }

    private List<Finding.Part> parts() {
        var parts = new ArrayList<Finding.Part>();
        for (int i = 0; i < keys.databases().size(); i++) {
            parts.addAll(parts(keys.databases().get(i), keys.differences().get(i)));
        }
        return parts;
    }

    private static List<Finding.Part> parts(DatabaseReading reading, SegmentDifferences segments) {
        var where = reading.place();
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
                .toList();
    }

    /** Several things that differ; where nothing does, something must have been compared. */
    Finding differing(List<Finding.Part> parts) {
        if (parts.isEmpty()) {
            long compared = keys.sum(DatabaseReading::keys);
            return compared == 0 ? nothing() : Finding.ofMeasure(compared, "the same", true);
        }
        return broken(Verdict.FAIL, parts.size(), parts)
                .found(Numbers.text(parts.size(), "thing") + (parts.size() == 1 ? " differs" : " differ"));
    }

    static Finding broken(Verdict verdict, long offences, List<Finding.Part> parts) {
        return Finding.ofParts(verdict, offences, false, parts).hint(HINT);
    }

    /** Nothing is left to be compared. */
    Finding nothing() {
        return Finding.unknown(
                        "it cannot be told: of the %s of the inventory none is left to be compared"
                                .formatted(Numbers.text(inventory.keys(), "key")),
                        null)
                .hint("restore sooner after the inventory was recorded, before its keys expire.");
    }
}
