package dev.firedrill.store;

import dev.firedrill.config.BackupSource;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Opens one type of store, such as {@code directory}. Found by {@link java.util.ServiceLoader}. */
public interface ObjectStoreProvider {
    /** Whether stores of this type are opened here. */
    boolean opens(String type);

    /** The keys of {@code backup:} that say where the store is. */
    Set<String> keys();

    /**
     * Opens it; nothing is listed or read yet.
     *
     * @throws dev.firedrill.config.ConfigurationMistake if its keys make no sense
     */
    ObjectStore open(BackupSource source);

    /** Makes a store that does not exist yet, as a sample; as a rule there is nothing to do. */
    default void prepare(BackupSource source) {}

    /** Whether what {@link #prepare} makes is there. */
    default boolean isPrepared(BackupSource source) {
        return true;
    }

    /** The moment of the assumed failure where the store itself fixes it, as the sample does. */
    default Optional<Instant> asOf(BackupSource source) {
        return Optional.empty();
    }
}
