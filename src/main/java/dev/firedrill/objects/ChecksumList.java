package dev.firedrill.objects;

import dev.firedrill.store.StoredName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What must be in a store, by name; in the order of the list. */
final class ChecksumList {
    private final Map<StoredName, ListedObject> objects = new LinkedHashMap<>();
    private Instant madeAt;

    /** @throws GarbledLine if it contradicts what was listed before; the same once more is no contradiction */
    void add(ListedObject object) {
        var before = objects.putIfAbsent(object.name(), object);
        if (before != null && !before.saysTheSameAs(object)) {
            throw new GarbledLine(
                    object.line(), "says of [%s] something else than line %d".formatted(object.name(), before.line()));
        }
    }

    void madeAt(Instant moment) {
        madeAt = moment;
    }

    /** When the inventory says that the backup was made. */
    Optional<Instant> madeAt() {
        return Optional.ofNullable(madeAt);
    }

    Collection<ListedObject> objects() {
        return objects.values();
    }

    Optional<ListedObject> find(StoredName name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** A list that was written into its own directory names itself, with the digest that it had while it was empty. */
    Optional<ListedObject> remove(StoredName name) {
        return Optional.ofNullable(objects.remove(name));
    }

    /** How many are listed with each algorithm. */
    Map<DigestAlgorithm, Integer> algorithms() {
        var counts = new HashMap<DigestAlgorithm, Integer>();
        objects.values().stream()
                .filter(ListedObject::hasDigest)
                .forEach(object -> counts.merge(object.algorithm(), 1, Integer::sum));
        return counts;
    }
}
