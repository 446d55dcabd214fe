package dev.firedrill.redis.inventory;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one database contains.
 *
 * @param staying how many keys do not expire, by type
 * @param segments sums over these
 * @param expiring all others
 */
record DatabaseContent(Map<KeyType, Long> staying, Segments segments, ExpiringKeys expiring) {
    /** Nothing yet. */
    static DatabaseContent in(Segments segments) {
        return new DatabaseContent(new EnumMap<>(KeyType.class), segments, new ExpiringKeys());
    }

    void add(FoundKey key) {
        if (key.expires()) {
            expiring.add(key);
        } else {
            staying.merge(key.type(), 1L, Long::sum);
            segments.add(key);
        }
    }

    /** Keys of that type whose time is not over at that moment, in milliseconds since 1970. */
    long keys(KeyType type, long moment) {
        return staying.getOrDefault(type, 0L) + alive(type, moment);
    }

    private long alive(KeyType type, long moment) {
        long alive = 0;
        for (int i = 0; i < expiring.size(); i++) {
            if (expiring.expiry(i) > moment && expiring.type(i) == type) {
                alive++;
            }
        }
        return alive;
    }

    /** All keys whose time is not over at that moment. */
    long keys(long moment) {
        long keys = 0;
        for (var type : KeyType.values()) {
            keys += keys(type, moment);
        }
        return keys;
    }

    /** All keys that were recorded. */
    long recorded() {
        return segments.all() + expiring.size();
    }
}
