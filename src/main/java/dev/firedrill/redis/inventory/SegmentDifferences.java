package dev.firedrill.redis.inventory;

import java.util.BitSet;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the keys of a database that stay differ from those of the inventory, segment by segment: too few, too many, as many
 * but others, or the same with another value.
 */
final class SegmentDifferences {
    /** Keys. */
    final Offences missing = new Offences();

    final Offences tooMany = new Offences();
    /** Segments, in which a person finds the keys. */
    final Offences replaced = new Offences();

    final Offences otherValue = new Offences();

    private final DatabaseReading reading;
    /** What is too few or too many, as a sum of names, by segment. */
    private final TreeMap<Integer, Digest> lacking = new TreeMap<>();

    private final TreeMap<Integer, Digest> excess = new TreeMap<>();
    private final BitSet renamed = new BitSet();
    private final BitSet altered = new BitSet();
    private long explained;
    private long moved;

    private SegmentDifferences(DatabaseReading reading) {
        this.reading = reading;
    }

    static SegmentDifferences of(DatabaseReading reading) {
        var differences = new SegmentDifferences(reading);
        for (int segment = 0; segment < reading.found().number(); segment++) {
            differences.compare(segment);
        }
        return differences;
    }

    private void compare(int segment) {
        var expected = reading.expected().segments();
        var found = reading.found();
        int more = found.count(segment) - expected.count(segment);
        if (more > 0) {
            tooMany.add(more);
            excess.put(segment, found.names(segment).minus(expected.names(segment)));
        } else if (more < 0) {
            missing.add(-more);
            lacking.put(segment, expected.names(segment).minus(found.names(segment)));
        } else if (!found.names(segment).equals(expected.names(segment))) {
            replaced.add(1);
            renamed.set(segment);
        } else if (reading.isChosen(segment) && !found.contents(segment).equals(expected.contents(segment))) {
            otherValue.add(1);
            altered.set(segment);
        }
    }

    boolean any() {
        return missing.count() + tooMany.count() + replaced.count() + otherValue.count() > 0;
    }

    /** Whether a name is that of the one key that is missing in its segment. */
    boolean lacks(KeyName name) {
        return name.digest().equals(lacking.get(reading.found().of(name.hash())));
    }

    /** Whether it is known which keys are too many, so that none of the others can be missing. */
    boolean isEveryExcessExplained() {
        return tooMany.count() == explained;
    }

    /** How many keys here another database lacks. */
    long moved() {
        return moved;
    }

    /**
     * Looks at a restored key that stays, once more.
     *
     * @param from the database that lacks it, if there is one
     */
    void look(KeyName name, Optional<Integer> from) {
        int segment = reading.found().of(name.hash());
        if (excess.containsKey(segment)) {
            boolean nothingWasThere = reading.expected().segments().count(segment) == 0;
            boolean known = nothingWasThere || name.digest().equals(excess.get(segment));
            explained += known ? 1 : 0;
            moved += from.isPresent() ? 1 : 0;
            if (known || from.isPresent()) {
                var origin = from.map(database -> "the inventory has it in database " + database);
                tooMany.show(name.toString(), origin.orElse(""));
            }
        } else if (renamed.get(segment)) {
            replaced.show(name.toString(), "");
        } else if (altered.get(segment)) {
            otherValue.show(name.toString(), "");
        }
    }
}
