package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.List;

/** Proves from a server's log that recovery went where it was asked to go, or says why it did not. */
public final class RecoveryProof {
    private final BaseBackup backup;
    private final RecoveryTarget target;

    public RecoveryProof(BaseBackup backup, RecoveryTarget target) {
        this.backup = backup;
        this.target = target;
    }

    /**
     * The state that came back.
     *
     * @throws BackupUnusable if replay ended before the newest segment of the archive, although the newest state was
     *     asked for
     * @throws Inconclusive if the log does not show where recovery stopped
     */
    public RecoveryPoint of(List<String> log) {
        var boundary = ServerLog.of(log).boundary();
        var position = boundary.redoDone()
                .orElseThrow(() -> new Inconclusive("the server's log does not say where replay ended"));
        if (target instanceof RecoveryTarget.Latest) {
            requireEndOfLog(position, log);
        }
        var proof = boundary.proof(target)
                .orElseThrow(() -> new Inconclusive("the server's log does not prove that recovery stopped at " + target
                        + "; it shows: " + boundary));
        return boundary.lastCommit()
                .map(time -> new RecoveryPoint(time, position.toString(), "newest replayed commit", proof))
                .orElseGet(() -> new RecoveryPoint(
                        startOfBackup(), position.toString(), "start of the backup; no commit was replayed", proof));
    }

    /**
     * The label's time has whole seconds. Counted loss must not come out too small, so it is the second's begin; where
     * nothing is counted, it is the second's end, because commits of that second may be in the backup.
     */
    private Instant startOfBackup() {
        var second = backup.label()
                .startedAt()
                .orElseThrow(() -> new Inconclusive(
                        "no commit was replayed, and backup_label does not say when the backup began"));
        return target instanceof RecoveryTarget.BackupEnd ? second.plusSeconds(1) : second;
    }

    /**
     * Why a server did not become ready.
     *
     * @return a {@link BackupUnusable} or an {@link Inconclusive}, with the last lines of the server's log
     */
    public RuntimeException unproven(PostgresServer server, Deadline deadline) {
        var log = ServerLog.of(server.log());
        var gap = backup.continuity().fault().map(fault -> "; " + fault).orElse("");
        var tooLate = server.process().isAlive();
        var doing = tooLate
                ? "recovery to " + target + " outlived its deadline of "
                        + deadline.allowed().toSeconds() + " s" + gap
                : "recovery to " + target + " failed" + gap;
        if (tooLate && log.complaint().isEmpty()) {
            return new Inconclusive(doing
                    + "\n  Remedy: raise deadline: for this system in firedrill.yaml, if the restore may take that long"
                    + log.ending());
        }
        var failure = log.failure(doing);
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    /** With no target, a server promotes at a gap or at a damaged record without a word. */
    private void requireEndOfLog(Lsn position, List<String> log) {
        var newest = backup.continuity().newest().orElseThrow();
        var end = EndOfLog.of(log);
        if (position.compareTo(newest.start()) < 0 || position.compareTo(newest.end()) >= 0) {
            throw new BackupUnusable(
                    "WAL archive %s: expecting replay to end in the newest segment %s (%s to %s), but the last record replayed begins at %s, in segment %s: %s"
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
        end.filter(it -> !it.isEmptyFrom(backup.wal(), newest)).ifPresent(it -> {
            throw new BackupUnusable(
                    "WAL archive %s: expecting the newest segment %s to be replayed to its end, but after the record at %s it is damaged: %s"
                            .formatted(backup.wal(), newest.name(), position, it));
        });
    }
}
