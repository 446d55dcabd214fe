package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.Optional;

/**
 * Sees that a server read the log to its end: with no target it promotes at a gap or at a damaged record without a word.
 *
 * @param backup with the archive as it was before the server started
 * @param now the archive as it is after recovery: production may have added to it meanwhile
 * @param examined what is known of the log's records from before
 */
record CompleteReplay(BaseBackup backup, Continuity now, Optional<ExaminedLog> examined) {
    /**
     * Compares where replay ended with where the archive ends.
     *
     * @param position the start of the last record that was replayed
     * @param log the server's
     * @throws BackupUnusable if replay ended before the segment that was the newest when the server started, or at a
     *     damaged record
     * @throws Inconclusive if the newest segment ends in nothing, so that its end may be lost, or if this host could not
     *     read it
     */
    void require(Lsn position, ServerLog log) {
        now.fault().ifPresent(fault -> {
            throw fault.asFailure(WalArchive.open(backup.wal()));
        });
        examined.flatMap(ExaminedLog::fault).ifPresent(fault -> {
            throw fault.asFailure(WalArchive.open(backup.wal()));
        });
        log.readError().ifPresent(line -> {
            throw new Inconclusive("this host could not read the log that it replayed: " + line);
        });
        var end = log.endOfLog();
        var first = backup.continuity().newest().orElseThrow();
        var newest = now.newest().orElseThrow();
        if (position.compareTo(first.start()) < 0 || position.compareTo(newest.end()) >= 0) {
            throw new BackupUnusable(
                    "%s: expecting replay to end in the newest segment %s (%s to %s), but the last record replayed begins at %s, in segment %s: %s"
                            .formatted(
                                    backup.wal(),
                                    newest.name(),
                                    newest.start(),
                                    newest.end(),
                                    position,
                                    position.segment(newest.timeline(), newest.segmentSize()),
                                    end.map(it -> "the log is damaged there: " + it)
                                            .orElse("the log is damaged from there on")));
        }
        boolean unwritten =
                examined.filter(it -> it.endsUnwritten(position, newest)).isPresent();
        if (!unwritten) {
            end.filter(it -> !it.isEmptyFrom(backup.wal(), newest)).ifPresent(it -> {
                throw damaged(it, position, newest);
            });
        }
        if ((unwritten || end.isPresent()) && !backup.wal().isTheBackupsOwn()) {
            throw unfinished(end.map(EndOfLog::toString).orElse("by its records"), position, newest);
        }
        examined.filter(it -> it.leadsBeyond(position)).ifPresent(it -> {
            throw new Inconclusive(
                    "replay ended after the record at " + position + " without a word, although " + it
                            + "\n  Remedy: run it again; the server may have been given other bytes than those that were examined");
        });
    }

    private BackupUnusable damaged(EndOfLog end, Lsn position, WalSegment newest) {
        return new BackupUnusable(
                "%s: expecting the newest segment %s to be replayed to its end, but after the record at %s it is damaged: %s"
                        .formatted(backup.wal(), newest.name(), position, end));
    }

    /** The server has no complaint about a segment that is full, or that a switch ended. */
    private Inconclusive unfinished(String why, Lsn position, WalSegment newest) {
        return new Inconclusive(
                "%s: segment %s does not end by a switch: its end may be lost, since after the record at %s nothing was written (%s)%n  Remedy: archive complete segments only (archive_command does; a copy of pg_wal does not); select pg_switch_wal() completes the one in use"
                        .formatted(backup.wal(), newest.name(), position, why));
    }
}
