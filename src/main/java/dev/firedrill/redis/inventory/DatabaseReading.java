package dev.firedrill.redis.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One restored database beside what the inventory has of it. Keys that expire are compared one by one, all others by the
 * sums over their segments.
 */
final class DatabaseReading {
    /** Beyond so many keys that should not be there it tells nobody anything which they are. */
    private static final int REMEMBERED = 100_000;

    final Offences lostExpiry = new Offences();
    final Offences otherExpiry = new Offences();
    final Offences gainedExpiry = new Offences();
    final Offences tooMany = new Offences();
    final Offences otherValue = new Offences();
    final Offences lostExpiring = new Offences();

    private final int number;
    private final DatabaseContent expected;
    private final BitSet chosen;
    private final Segments found;
    private final Map<KeyType, Long> counts = new EnumMap<>(KeyType.class);
    private final BitSet seen = new BitSet();
    private final List<FoundKey> unlisted = new ArrayList<>();
    private long values;
    private long expired;

    /** @param chosen segments of which the values are compared */
    DatabaseReading(int number, DatabaseContent expected, BitSet chosen) {
        this.number = number;
        this.expected = expected;
        this.chosen = chosen;
        this.found = expected.segments().likeThese();
    }

    boolean comparesValueOf(KeyName key) {
        return chosen.get(found.of(key.hash()));
    }

    void add(FoundKey key) {
        counts.merge(key.type(), 1L, Long::sum);
        boolean compared = comparesValueOf(key.name());
        values += compared ? 1 : 0;
        int place = expected.expiring().place(key.name().hash());
        if (place >= 0) {
            seen.set(place);
            alone(key, place, compared);
        } else if (key.expires() && unlisted.size() < REMEMBERED) {
            unlisted.add(key);
        } else if (key.expires()) {
            tooMany.add(1);
        } else {
            found.add(key);
        }
    }

    private void alone(FoundKey key, int place, boolean compared) {
        var name = key.name().toString();
        long wanted = expected.expiring().expiry(place);
        if (!key.expires()) {
            lostExpiry.add(name, "it had to expire at " + time(wanted));
        } else if (key.expiry() != wanted) {
            otherExpiry.add(name, time(key.expiry()) + " instead of " + time(wanted));
        }
        boolean sameType = key.type() == expected.expiring().type(place);
        if (!sameType || compared && !key.content().equals(expected.expiring().content(place))) {
            otherValue.add(name, "");
        }
    }

    /**
     * All was read.
     *
     * @param moment by the clock of the restored server, in milliseconds since 1970: whose time was over by then may be gone
     */
    void end(long moment) {
        for (int place = seen.nextClearBit(0);
                place < expected.expiring().size();
                place = seen.nextClearBit(place + 1)) {
            if (expected.expiring().expiry(place) <= moment) {
                expired++;
            } else {
                lostExpiring.add(
                        "%016x".formatted(expected.expiring().hash(place)),
                        "it expires at " + time(expected.expiring().expiry(place)));
            }
        }
        unlisted.stream()
                .collect(Collectors.groupingBy(key -> found.of(key.name().hash()), TreeMap::new, Collectors.toList()))
                .forEach(this::judge);
    }

    /** Keys that expire, and that the inventory has not among those: it has them as keys that stay, or not at all. */
    private void judge(int segment, List<FoundKey> here) {
        var names = here.stream().map(key -> key.name().digest()).reduce(found.names(segment), Digest::plus);
        boolean stayed = names.equals(expected.segments().names(segment));
        for (var key : here) {
            (stayed ? gainedExpiry : tooMany).add(key.name().toString(), "it expires at " + time(key.expiry()));
            if (stayed) {
                found.add(key);
            }
        }
    }

    private static String time(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString();
    }

    int number() {
        return number;
    }

    DatabaseContent expected() {
        return expected;
    }

    Segments found() {
        return found;
    }

    boolean isChosen(int segment) {
        return chosen.get(segment);
    }

    /** Keys that are there, by type. */
    Map<KeyType, Long> counts() {
        return counts;
    }

    long keys() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Keys whose values were compared. */
    long values() {
        return values;
    }

    /** Keys that are gone because their time was over. */
    long expired() {
        return expired;
    }
}
