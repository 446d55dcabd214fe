package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
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

    /** Whether a restore of that backup can reach the target: a backup is of use for what came after it. */
    default boolean reaches(Backup backup, RecoveryTarget target) {
        return !(target instanceof RecoveryTarget.Time time) || !backup.madeAt().isAfter(time.instant());
    }

    /**
     * A backup as it was at the moment of the assumed failure; empty if it was not there yet. One that goes on growing
     * reached less far then than it does now.
     */
    default Optional<Backup> existingAt(Backup backup, Instant moment) {
        return backup.madeAt().isAfter(moment) ? Optional.empty() : Optional.of(backup);
    }

    /** The moment of the assumed failure where the backups themselves fix it, as the sample does. */
    default Optional<Instant> asOf() {
        return Optional.empty();
    }
}
