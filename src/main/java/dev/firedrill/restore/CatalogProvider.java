package dev.firedrill.restore;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.config.ProtectedSystem;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one type of backup. Found by {@link java.util.ServiceLoader}. */
public interface CatalogProvider {
    /** Whether backups of this engine and type are read here. */
    boolean reads(String engine, String type);

    /**
     * Sees that the keys of the source make sense, without reading a backup.
     *
     * @throws dev.firedrill.config.ConfigurationMistake if not
     */
    void validate(BackupSource source);

    /**
     * Opens the catalog of a system's own backups, or of one copy.
     *
     * @param copy name of the copy; empty for the system's own
     */
    BackupCatalog open(ProtectedSystem system, BackupSource source, String copy);

    /**
     * Makes ready what a restore must not be charged for, such as a sample that does not exist yet. Called before the
     * time of a restore begins to count; as a rule there is nothing to do.
     */
    default void prepare(ProtectedSystem system, BackupSource source) {}

    /** The file that says what the system must contain; empty where there is none. A sample brings its own along. */
    default Optional<Path> inventory(ProtectedSystem system, BackupSource source) {
        return system.inventory().map(PlacedPath::path);
    }

    /** Whether what {@link #prepare} makes is there. */
    default boolean isPrepared(ProtectedSystem system, BackupSource source) {
        return true;
    }
}
