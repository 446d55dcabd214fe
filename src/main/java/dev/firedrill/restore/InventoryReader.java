package dev.firedrill.restore;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ProtectedSystem;

/** Knows where in an engine's log an inventory was recorded. Found by {@link java.util.ServiceLoader}. */
public interface InventoryReader {
    /** Whether inventories of this engine are read here. */
    boolean reads(String engine);

    /**
     * The target of a restore that brings back exactly the state that the system's inventory describes.
     *
     * @throws dev.firedrill.config.ConfigurationMistake if the system names no inventory
     * @throws dev.firedrill.verdict.Inconclusive if it is missing, or was altered
     */
    RecoveryTarget target(ProtectedSystem system);
}
