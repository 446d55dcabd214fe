package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Tablespaces that production made after the backup was begun. A server that replays their making goes to the very place
 * that production used, and where that exists on this host and it may write there, it does: into production's own files.
 * No setting keeps it from that, so its log is looked through before it is started.
 */
public final class LateTablespaces {
    private final BaseBackup backup;
    private final Deadline deadline;

    public LateTablespaces(BaseBackup backup, Deadline deadline) {
        this.backup = backup;
        this.deadline = deadline;
    }

    /**
     * Sees that replay up to the target leads to no place that exists outside of the restore. A log that only its tool
     * can fetch cannot be looked through.
     *
     * @throws Inconclusive naming the place, if it does
     */
    public void refuseFor(RecoveryTarget target) {
        if (!backup.wal().isDirect()) {
            return;
        }
        var scan = new TablespaceScan(backup.control().walBlockSize());
        for (var segment : segments()) {
            deadline.check("looking through the WAL for tablespaces");
            scan.read(segment, backup.wal().look(segment.name()));
        }
        scan.found().stream()
                .filter(made -> made.at().compareTo(backup.label().start()) >= 0 && isReached(made, target))
                .filter(made -> made.place().startsWith("/") && Files.exists(Path.of(made.place())))
                .findFirst()
                .ifPresent(LateTablespaces::refuse);
    }

    /** Of every timeline: which of them is replayed may change while the archive grows. */
    private List<WalSegment> segments() {
        int size = backup.control().segmentSize();
        long first = backup.label().start().segment(1, size).number();
        return WalArchive.open(backup.wal()).segments().stream()
                .map(name -> WalSegment.parse(name, size))
                .filter(segment -> segment.number() >= first)
                .sorted(Comparator.comparingLong(WalSegment::number).thenComparing(WalSegment::timeline))
                .toList();
    }

    /** Replay stops after the first record that begins at the position or behind it; of other targets nothing is known. */
    private static boolean isReached(TablespaceScan.Made made, RecoveryTarget target) {
        return !(target instanceof RecoveryTarget.Lsn position)
                || Lsn.parse(position.lsn()).compareTo(made.before()) > 0;
    }

    private static void refuse(TablespaceScan.Made made) {
        throw new Inconclusive(
                "the WAL makes a tablespace at %s (by the record at %s), after the backup was begun; a server that replays that would work in %s, which exists on this host and may be production's own; none was started%n  Remedy: restore from a base backup that was taken after it, to an LSN before it, or on a host that has no such directory"
                        .formatted(made.place(), made.at(), made.place()));
    }
}
