package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the log of a backup once, before a server replays it. Every record is examined from the backup's start on, because
 * a server ends its replay at a damaged one without a word; and tablespaces are looked for ({@link LateTablespaces}). What
 * only a tool can fetch is fetched for this.
 */
public final class LogBeforeReplay {
    private final BaseBackup backup;
    private final RecoveryTarget target;
    private final Deadline deadline;
    private final SegmentExamination headers;
    private final List<WalSegment> segments;
    private final Lsn start;
    private final Optional<WalSegment> last;

    /** All of it that is there. */
    public LogBeforeReplay(BaseBackup backup, RecoveryTarget target, Deadline deadline) {
        this(backup, target, deadline, backup.label().start(), Optional.empty());
    }

    private LogBeforeReplay(
            BaseBackup backup, RecoveryTarget target, Deadline deadline, Lsn start, Optional<WalSegment> last) {
        this.backup = backup;
        this.target = target;
        this.deadline = deadline;
        this.start = start;
        this.last = last;
        var archive = WalArchive.open(backup.wal());
        this.segments = segments(archive);
        this.headers =
                archive.examination(backup.label().timeline(), backup.control().systemIdentifier());
    }

    /** From a record of it to the end of a segment. */
    static LogBeforeReplay between(
            BaseBackup backup, RecoveryTarget target, Deadline deadline, Lsn record, WalSegment last) {
        return new LogBeforeReplay(backup, target, deadline, record, Optional.of(last));
    }

    /**
     * Reads it.
     *
     * @return what is known of its records, damage included where it need not be reached
     * @throws BackupUnusable if the newest state is asked for, and a segment or a record is damaged
     * @throws Inconclusive if replay would lead to a place outside of the restore, or the log cannot be read
     */
    public ExaminedLog examine() {
        int pageSize = backup.control().walBlockSize();
        var tablespaces = new TablespaceScan(
                pageSize, new ReplayEnd(target, backup.label().start()));
        var records = headers.ofRecords(segments, start, pageSize, limit());
        read(new SegmentPages(pageSize, tablespaces, records), records);
        var examined = records.examined();
        if (isForNewest()) {
            examined.fault().ifPresent(this::fail);
        }
        new LateTablespaces(tablespaces, backup.label().start(), target).refuse();
        return examined;
    }

    private void read(SegmentPages pages, RecordExamination records) {
        try (var files = new FetchedAhead(backup.wal(), segments)) {
            for (var segment : segments) {
                deadline.check("reading the WAL before it is replayed");
                var file = fetched(files, records);
                if (file.isEmpty() || isFaulty(segment, file.get(), records)) {
                    break;
                }
                pages.read(segment, file.get());
                backup.wal().looked(file.get());
            }
        }
    }

    /** A server cannot replay beyond a segment that cannot be fetched; whether that matters, its target tells. */
    private Optional<Path> fetched(FetchedAhead files, RecordExamination records) {
        try {
            return Optional.of(files.next());
        } catch (BackupUnusable | Inconclusive e) {
            if (isForNewest()) {
                throw e;
            }
            records.stop(e.getMessage());
            return Optional.empty();
        }
    }

    /** What lies in a directory was examined before; nor can a server replay beyond this. */
    private boolean isFaulty(WalSegment segment, Path file, RecordExamination records) {
        if (backup.wal().isDirect()) {
            return false;
        }
        var fault = headers.examine(segment, file);
        if (fault.filter(WalFault::isTooShort).isPresent() && segment.equals(segments.get(segments.size() - 1))) {
            // Production may be writing it where the tool fetches it from.
            fault = LiveArchive.settled(
                    () -> headers.examine(segment, backup.wal().lookAgain(segment.name())), deadline);
        }
        fault.ifPresent(it -> {
            if (isForNewest()) {
                fail(it);
            }
            records.stop(it.toString());
        });
        return fault.isPresent();
    }

    private boolean isForNewest() {
        return target instanceof RecoveryTarget.Latest;
    }

    private void fail(WalFault fault) {
        throw fault.asFailure(WalArchive.open(backup.wal()));
    }

    /** What came into a directory after it was looked at may be there in part, and is waited for. */
    private Optional<WalSegment> limit() {
        if (last.isPresent() || !backup.wal().isDirect()) {
            return last;
        }
        var known = backup.continuity().newest();
        long newest = known.map(WalSegment::number).orElse(-1L);
        boolean grown = segments.stream().anyMatch(segment -> segment.number() > newest);
        return grown ? LiveArchive.continuity(backup, deadline).newest() : known;
    }

    /** Of every timeline: which of them is replayed may change while the archive grows. */
    private List<WalSegment> segments(WalArchive archive) {
        int size = backup.control().segmentSize();
        long first = start.segment(1, size).number();
        long end = last.map(WalSegment::number).orElse(Long.MAX_VALUE);
        return archive.segments().stream()
                .map(name -> WalSegment.parse(name, size))
                .filter(segment -> segment.number() >= first && segment.number() <= end)
                .sorted(Comparator.comparingLong(WalSegment::number).thenComparing(WalSegment::timeline))
                .toList();
    }
}
