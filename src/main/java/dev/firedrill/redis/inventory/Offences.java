package dev.firedrill.redis.inventory;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Offending keys of one kind: how many, and the first of them. */
final class Offences {
    private final List<Sample> samples = new ArrayList<>();
    private long count;

    /** @param value what offends; empty where the key says it all */
    void add(String key, String value) {
        add(1);
        show(key, value);
    }

    /** So many more, of which no name is known. */
    void add(long more) {
        count += more;
    }

    /** One of those that were counted, or may be. */
    void show(String key, String value) {
        if (samples.size() < Sample.MOST) {
            samples.add(Sample.of(value.isEmpty() ? List.of(key) : List.of(key, value), 1));
        }
    }

    long count() {
        return count;
    }

    /**
     * As a line of a message.
     *
     * @param where such as {@code database 0}
     * @param noun of what is counted, such as {@code key}
     * @param what follows the number, such as {@code lost its expiry}
     * @param label what the samples are
     */
    Optional<Finding.Part> part(String where, String noun, String what, String label) {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Finding.Part(
                        "%s: %s %s".formatted(where, Numbers.text(count, noun), what), label, samples, samples.size()));
    }
}
