package dev.firedrill.redis.inventory;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to be said of restored keys beside an inventory, whatever their values are. */
record KeyJudgement(RedisInventory inventory, RestoredKeys keys) {
    Finding nothingLost(Bounds bounds) {
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
        if (lost == 0 && nothingIsLeft()) {
            return content().nothing();
        }
        return Finding.ofOffences(lost, bounds)
                .found("at least %s of %s are missing%s"
                        .formatted(Numbers.text(lost), Numbers.text(inventory.keys(), "key"), moved()));
    }

    private ContentJudgement content() {
        return new ContentJudgement(inventory, keys);
    }

    /** All keys that were recorded have expired. */
    private boolean nothingIsLeft() {
        return inventory.keys() > 0 && inventory.keys(keys.ended()) == 0;
    }

    private String moved() {
        long elsewhere =
                keys.differences().stream().mapToLong(SegmentDifferences::moved).sum();
        return elsewhere == 0 ? "" : ", %s of them found in another database".formatted(Numbers.text(elsewhere));
    }

    Finding expiries(Bounds bounds) {
        var parts = new ArrayList<Finding.Part>();
        keys.databases().forEach(it -> Stream.of(
                        it.lostExpiry.part(it.place(), "key", "without the expiry that it had", "keys"),
                        it.otherExpiry.part(it.place(), "key", "with another expiry", "keys"),
                        it.gainedExpiry.part(it.place(), "key", "with an expiry that it had not", "keys"),
                        it.tooMany.part(it.place(), "key", "with an expiry that the inventory does not have", "keys"),
                        it.lostExpiring.part(it.place(), "key", "with an expiry missing", "hashes of names"))
                .flatMap(Optional::stream)
                .forEach(parts::add));
        if (parts.isEmpty()) {
            long over = keys.sum(DatabaseReading::expired);
            return over > 0 && over == inventory.expiringKeys()
                    ? content().nothing()
                    : Finding.ofMeasure(0, bounds.text(), true);
        }
        long offences = keys.sum(it -> it.lostExpiry.count()
                + it.otherExpiry.count()
                + it.gainedExpiry.count()
                + it.tooMany.count()
                + it.lostExpiring.count());
        return ContentJudgement.broken(bounds.judge(offences), offences, parts)
                .found("%s of %s that expire do not do so as recorded; allowed: %s"
                        .formatted(
                                Numbers.text(offences),
                                Numbers.text(inventory.expiringKeys(), "key"),
                                Numbers.text(bounds.atMost())));
    }

    Finding counts() {
        var parts = new ArrayList<Finding.Part>();
        for (var reading : keys.databases()) {
            for (var type : KeyType.values()) {
                long found = reading.counts().getOrDefault(type, 0L);
                var content = reading.expected();
                long expected = within(found, content.keys(type, keys.ended()), content.keys(type, keys.began()));
                if (found != expected) {
                    var text = "%s: %s of type %s, expecting %s"
                            .formatted(
                                    reading.place(), Numbers.text(found, "key"), type.text(), Numbers.text(expected));
                    parts.add(new Finding.Part(text, "", List.of(), 0));
                }
            }
        }
        return content().differing(parts);
    }

    /** A key whose time ended while it was read may have been counted, or not. */
    private static long within(long found, long least, long most) {
        return Math.max(least, Math.min(most, found));
    }

    Finding count(Tolerance tolerance) {
        long found = keys.sum(DatabaseReading::keys);
        if (found == 0 && nothingIsLeft()) {
            return content().nothing();
        }
        long expected = within(found, inventory.keys(keys.ended()), inventory.keys(keys.began()));
        return tolerance.judge(found, expected, "the inventory");
    }
}
