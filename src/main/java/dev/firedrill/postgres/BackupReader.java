package dev.firedrill.postgres;

import dev.firedrill.restore.RestoreOrder;

/**
 * Opens physical backups of one type for a restore. Found by {@link java.util.ServiceLoader}; its counterpart that lists
 * the backups is a {@link dev.firedrill.restore.CatalogProvider}.
 */
public interface BackupReader {
    /** Whether backups of this type are opened here. */
    boolean reads(String type);

    /**
     * Looks at the backup that was chosen: whether its log leads to the target, as far as that can be told at little cost.
     * What is dear is left to {@link FoundBackup#verify}.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if it is not
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be told
     */
    FoundBackup open(RestoreOrder order);
}
