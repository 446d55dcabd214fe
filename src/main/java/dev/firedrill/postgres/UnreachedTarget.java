package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.Optional;

/** A target that a whole, unbroken log does not hold: no fault of the backup, and no proof either. */
record UnreachedTarget(BaseBackup backup, RecoveryTarget target, Optional<ExaminedLog> examined) {
    /**
     * What it means.
     *
     * @param now the archive after recovery, without a gap
     * @return empty if the log does not tell where replay ended
     * @throws BackupUnusable if a damaged record ended the replay
     */
    Optional<Inconclusive> failure(Continuity now, ServerLog log) {
        return log.boundary().redoDone().map(position -> {
            new CompleteReplay(backup, now, examined).require(position, log);
            return new Inconclusive("recovery to " + target
                    + " failed: recovery ended before configured recovery target"
                    + " was reached, although the log is unbroken up to " + now.end() + ": " + why() + log.ending());
        });
    }

    private String why() {
        if (target instanceof RecoveryTarget.Time) {
            return "nothing was committed after that moment yet, as far as the log was archived"
                    + "\n  Remedy: ask for latest, or for a moment before the last commit; or archive more of the log"
                    + " (select pg_switch_wal() after the next commit)";
        }
        if (target instanceof RecoveryTarget.Name) {
            return "the log after this backup does not hold that name"
                    + "\n  Remedy: correct the name; if it was given before this backup, an older backup may hold it";
        }
        return "the log does not lead to that position yet"
                + "\n  Remedy: correct the position, or archive more of the log (select pg_switch_wal())";
    }
}
