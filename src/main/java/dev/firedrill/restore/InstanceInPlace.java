package dev.firedrill.restore;

import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backup that was looked at where it lies: nothing was made, nothing runs, and nothing can be asked. */
public interface InstanceInPlace extends Instance {
    /** What of it was looked at, in a few words. */
    String extent();

    /** Where it lies. */
    String location();

    @Override
    default Optional<String> readInPlace() {
        return Optional.of(extent());
    }

    @Override
    default void verify(List<String> queries) {
        if (!queries.isEmpty()) {
            throw new Inconclusive("what was read where it lies cannot be asked: " + queries);
        }
    }

    @Override
    default String connection() {
        return "see " + location();
    }

    @Override
    default Map<String, String> address() {
        return Map.of();
    }

    @Override
    default String discarding() {
        return "nothing was made";
    }

    @Override
    default List<String> log() {
        return List.of();
    }
}
