package dev.firedrill.restore;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;

/** Reads one type of backup. Found by {@link java.util.ServiceLoader}. */
public interface CatalogProvider {
    /** Whether backups of this engine and type are read here. */
    boolean reads(String engine, String type);

    /**
     * Opens the catalog of a system's own backups, or of one copy.
     *
     * @param copy name of the copy; empty for the system's own
     */
    BackupCatalog open(ProtectedSystem system, BackupSource source, String copy);
}
