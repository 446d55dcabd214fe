package dev.firedrill.restore;

import dev.firedrill.backup.RecoveryTarget;
import java.nio.file.Path;

/** Knows where in an engine's log an inventory was recorded. Found by {@link java.util.ServiceLoader}. */
public interface InventoryReader {
    /** Whether inventories of this engine are read here. */
    boolean reads(String engine);

    /**
     * The target of a restore that brings back exactly the state that an inventory describes.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it is missing, or was altered
     */
    RecoveryTarget target(Path inventory);
}
