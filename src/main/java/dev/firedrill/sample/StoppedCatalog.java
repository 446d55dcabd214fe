package dev.firedrill.sample;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Backups of a production that stopped: their ages and losses count from that moment, so that they never grow stale.
 *
 * @param catalog of the engine's own type
 */
record StoppedCatalog(BackupCatalog catalog, Instant stoppedAt) implements BackupCatalog {
    @Override
    public List<Backup> backups() {
        return catalog.backups();
    }

    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return catalog.reaches(backup, target);
    }

    @Override
    public Optional<Instant> asOf() {
        return Optional.of(stoppedAt);
    }
}
