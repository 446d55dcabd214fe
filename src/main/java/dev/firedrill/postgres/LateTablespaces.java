package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tablespaces that production made after the backup was begun. A server that replays their making goes to the very place
 * that production used, and where that exists on this host and it may write there, it does: into production's own files.
 * No setting keeps it from that, so its log is looked through before it is started.
 */
public final class LateTablespaces {
    private final BaseBackup backup;
    private final Deadline deadline;
    private SegmentExamination headers;

    public LateTablespaces(BaseBackup backup, Deadline deadline) {
        this.backup = backup;
        this.deadline = deadline;
    }

    /**
     * Sees that replay up to the target leads to no place that exists outside of the restore. What only a tool can fetch
     * is fetched for this, and its segments are examined on the way.
     *
     * @throws BackupUnusable if the newest state is asked for, and a segment is damaged, as the tool or its header says
     * @throws Inconclusive naming the place, if it does
     */
    public void refuseFor(RecoveryTarget target) {
        var scan = new TablespaceScan(
                backup.control().walBlockSize(),
                new ReplayEnd(target, backup.label().start()));
        var archive = WalArchive.open(backup.wal());
        var segments = segments(archive);
        headers =
                archive.examination(backup.label().timeline(), backup.control().systemIdentifier());
        try (var files = new FetchedAhead(backup.wal(), segments)) {
            for (var segment : segments) {
                deadline.check("looking through the WAL for tablespaces");
                var file = fetched(files, target);
                if (file.isEmpty() || isFaulty(segment, file.get(), segments, target)) {
                    break;
                }
                scan.read(segment, file.get());
                backup.wal().looked(file.get());
            }
        }
        scan.found().stream()
                .filter(made -> made.at().compareTo(backup.label().start()) >= 0 && isReached(made, target))
                .filter(made -> made.place().startsWith("/") && Files.exists(Path.of(made.place())))
                .findFirst()
                .ifPresent(LateTablespaces::refuse);
    }

    /** A server cannot replay beyond a segment that cannot be fetched; whether that matters, its target tells. */
    private static Optional<Path> fetched(FetchedAhead files, RecoveryTarget target) {
        try {
            return Optional.of(files.next());
        } catch (BackupUnusable | Inconclusive e) {
            if (target instanceof RecoveryTarget.Latest) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** What lies in a directory was examined before; nor can a server replay beyond this. */
    private boolean isFaulty(WalSegment segment, Path file, List<WalSegment> all, RecoveryTarget target) {
        if (backup.wal().isDirect()) {
            return false;
        }
        var fault = headers.examine(segment, file);
        if (fault.filter(WalFault::isTooShort).isPresent() && segment.equals(all.get(all.size() - 1))) {
            // Production may be writing it where the tool fetches it from.
            fault = LiveArchive.settled(
                    () -> headers.examine(segment, backup.wal().lookAgain(segment.name())), deadline);
        }
        if (target instanceof RecoveryTarget.Latest) {
            fault.ifPresent(it -> {
                throw it.asFailure(WalArchive.open(backup.wal()));
            });
        }
        return fault.isPresent();
    }

    /** Of every timeline: which of them is replayed may change while the archive grows. */
    private List<WalSegment> segments(WalArchive archive) {
        int size = backup.control().segmentSize();
        long first = backup.label().start().segment(1, size).number();
        return archive.segments().stream()
                .map(name -> WalSegment.parse(name, size))
                .filter(segment -> segment.number() >= first)
                .sorted(Comparator.comparingLong(WalSegment::number).thenComparing(WalSegment::timeline))
                .toList();
    }

    /** Replay stops after the first record that begins at the position or behind it. */
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
