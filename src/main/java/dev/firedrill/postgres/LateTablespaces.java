package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tablespaces that production made after the backup was begun. A server that replays their making goes to the very place
 * that production used, and where that exists on this host and it may write there, it does: into production's own files.
 * No setting keeps it from that, so its log is looked through before it is started.
 *
 * @param scan that went through the log
 * @param start where the backup's replay begins
 */
record LateTablespaces(TablespaceScan scan, Lsn start, RecoveryTarget target) {
    /**
     * Sees that replay up to the target leads to no place that exists outside of the restore.
     *
     * @throws Inconclusive naming the place, if it does
     */
    void refuse() {
        scan.found().stream()
                .filter(made -> made.at().compareTo(start) >= 0 && isReached(made))
                .filter(made -> made.place().startsWith("/") && Files.exists(Path.of(made.place())))
                .findFirst()
                .ifPresent(LateTablespaces::refuse);
    }

    /** Replay stops after the first record that begins at the position or behind it. */
    private boolean isReached(TablespaceScan.Made made) {
        return !(target instanceof RecoveryTarget.Lsn position)
                || Lsn.parse(position.lsn()).compareTo(made.before()) > 0;
    }

    private static void refuse(TablespaceScan.Made made) {
        throw new Inconclusive(
                "the WAL makes a tablespace at %s (by the record at %s), after the backup was begun; a server that replays that would work in %s, which exists on this host and may be production's own; none was started%n  Remedy: restore from a base backup that was taken after it, to an LSN before it, or on a host that has no such directory"
                        .formatted(made.place(), made.at(), made.place()));
    }
}
