package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Proves from a server's log that recovery went where it was asked to go, or says why it did not. */
public final class RecoveryProof {
    /** How the time is known where the label alone tells it. */
    static final String BY_THE_LABEL = "start of the backup; no commit was replayed";

    private final BaseBackup backup;
    private final RecoveryTarget target;
    private final Deadline deadline;
    private final Optional<ExaminedLog> examined;

    public RecoveryProof(BaseBackup backup, RecoveryTarget target, Deadline deadline) {
        this(backup, target, deadline, Optional.empty());
    }

    private RecoveryProof(BaseBackup backup, RecoveryTarget target, Deadline deadline, Optional<ExaminedLog> examined) {
        this.backup = backup;
        this.target = target;
        this.deadline = deadline;
        this.examined = examined;
    }

    /** The same with what is known of the records, which the replay must agree with. */
    public RecoveryProof knowing(ExaminedLog log) {
        return new RecoveryProof(backup, target, deadline, Optional.of(log));
    }

    /**
     * The state that came back.
     *
     * @throws BackupUnusable if replay ended before the newest segment of the archive, although the newest state was
     *     asked for
     * @throws Inconclusive if the log does not show where recovery stopped
     */
    public RecoveryPoint of(List<String> lines) {
        var log = ServerLog.of(lines);
        var boundary = log.boundary();
        var position = boundary.redoDone()
                .orElseThrow(() -> new Inconclusive("the server's log does not say where replay ended"));
        examined.ifPresent(it -> it.requireAgreement(position));
        var arrived =
                examined.flatMap(it -> new ArrivedLog(backup, target, deadline, it).examine(boundary.restoredFiles()));
        arrived.ifPresent(it -> it.requireAgreement(position));
        if (target instanceof RecoveryTarget.Latest) {
            new CompleteReplay(backup, LiveArchive.continuity(backup, deadline), arrived.or(() -> examined))
                    .require(position, log);
        }
        var proof = boundary.proof(target)
                        .orElseThrow(() -> new Inconclusive("the server's log does not prove that recovery stopped at "
                                + target + "; it shows: " + boundary))
                + arrived.map(RecoveryProof::said).orElse("");
        return boundary.lastCommit()
                .map(time -> new RecoveryPoint(time, position.toString(), "newest replayed commit", proof))
                .orElseGet(() -> new RecoveryPoint(startOfBackup(), position.toString(), BY_THE_LABEL, proof));
    }

    private static String said(ExaminedLog arrived) {
        return "; archived meanwhile and replayed, up to "
                + arrived.newest().map(WalSegment::name).orElse("an unknown segment") + ": " + arrived;
    }

    /**
     * Where in the log the restored state ends; empty where that is not exactly known, as after a record that was
     * included whatever it is.
     *
     * @param data the recovered data directory
     */
    public Optional<LogPlace> place(List<String> lines, Path data) {
        var boundary = ServerLog.of(lines).boundary();
        if (!(target instanceof RecoveryTarget.Lsn position)
                || position.included()
                || boundary.proof(target).isEmpty()) {
            return Optional.empty();
        }
        var lsn = Lsn.parse(position.lsn());
        return boundary.newTimeline().map(timeline -> {
            var history = data.resolve("pg_wal").resolve(TimelineHistory.fileName(timeline));
            return new LogPlace(lsn, TimelineHistory.read(history, timeline).upTo(lsn));
        });
    }

    /**
     * The label's time has whole seconds. Counted loss must not come out too small, so it is the second's begin; where
     * nothing is counted, it is the second's end, because commits of that second may be in the backup (for rules, see
     * {@link RecoveryTime}).
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
    public RuntimeException unproven(PostgresServer server) {
        var log = ServerLog.of(server.log());
        boolean tooLate = server.process().isAlive();
        var damage = backup.wal().damageToldIn(server.log());
        if (damage.isPresent()) {
            return thrown(new BackupUnusable("recovery to " + target + " failed: " + backup.wal() + " is damaged: "
                    + damage.get() + log.ending()));
        }
        var now = tooLate ? backup.continuity() : LiveArchive.continuity(backup, deadline);
        var gap = now.fault().map(fault -> "; " + fault).orElse("");
        if (tooLate && log.complaint().isEmpty()) {
            return new Inconclusive(outlived() + gap
                    + "\n  Remedy: raise deadline: for this system in firedrill.yaml, if the restore may take that long"
                    + log.ending());
        }
        if (!tooLate && now.isUnbroken()) {
            var unreached = log.missedItsTarget()
                    ? new UnreachedTarget(backup, target, examined).failure(now, log)
                    : log.segmentOfWrongSize().map(segment -> stillWritten(segment, log));
            if (unreached.isPresent()) {
                return unreached.get();
            }
        }
        return thrown(log.failure((tooLate ? outlived() : "recovery to " + target + " failed") + gap));
    }

    private String outlived() {
        return "recovery to " + target + " outlived its deadline of "
                + deadline.allowed().toSeconds() + " s";
    }

    /** It is whole by now. */
    private static Inconclusive stillWritten(String segment, ServerLog log) {
        return new Inconclusive("WAL segment " + segment + " was still being written when the server asked for it"
                + "\n  Remedy: run it again; let archive_command write under another name and rename"
                + log.ending());
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
