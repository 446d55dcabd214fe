package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The backups of one system in one place, read only. */
public interface BackupCatalog {
    /**
     * All backups that can be restored, oldest first. Empty if there are none: the caller makes that a failure.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be read
     * @throws dev.firedrill.verdict.BackupUnusable if what is there is not a backup
     */
    List<Backup> backups();

    /** The moment of the assumed failure where the backups themselves fix it, as the sample does. */
    default Optional<Instant> asOf() {
        return Optional.empty();
    }
}
