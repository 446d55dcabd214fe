package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where recovery stopped, as the server's log tells it.
 *
 * @param consistentAt the position at which the backup had become consistent
 * @param redoDone the start of the last record that was replayed
 * @param lastCommit time of the newest transaction that was replayed; empty if none was
 * @param stop the record that a target stopped recovery at; empty if it ran to the end of the log
 * @param newTimeline the timeline that was begun after recovery
 * @param complete whether the server said that archive recovery is complete
 * @param restoredFiles files that came from the archive, in order
 */
public record RecoveryBoundary(
        Optional<Lsn> consistentAt,
        Optional<Lsn> redoDone,
        Optional<Instant> lastCommit,
        Optional<RecoveryStop> stop,
        Optional<Integer> newTimeline,
        boolean complete,
        List<String> restoredFiles) {

    public RecoveryBoundary {
        restoredFiles = List.copyOf(restoredFiles);
    }

    /**
     * Why the restored state is the one that was asked for, in words; empty if the log does not prove it.
     *
     * <p>For a time T: the newest transaction that is in it was at or before T, and the first that is not in it was later.
     * For a position: the server stopped at the first record that begins there or later, after it or before it as asked.
     */
    public Optional<String> proof(RecoveryTarget target) {
        if (target instanceof RecoveryTarget.Time time) {
            return stop.filter(it -> !it.included()
                            && it.time().filter(time.instant()::isBefore).isPresent())
                    .filter(it -> lastCommit.filter(time.instant()::isBefore).isEmpty())
                    .map(it -> "last transaction replayed was of "
                            + lastCommit.map(Instant::toString).orElse("before the backup") + ", and " + it);
        }
        if (target instanceof RecoveryTarget.Name name) {
            return stopped(RecoveryStop.Kind.RESTORE_POINT)
                    .filter(it -> it.subject().equals(name.name()))
                    .map(RecoveryStop::toString);
        }
        if (target instanceof RecoveryTarget.Lsn position) {
            return stopped(RecoveryStop.Kind.POSITION)
                    .filter(it -> it.included() == position.included())
                    .filter(it -> Lsn.parse(it.subject()).compareTo(Lsn.parse(position.lsn())) >= 0)
                    .map(RecoveryStop::toString);
        }
        if (target instanceof RecoveryTarget.BackupEnd) {
            return stopped(RecoveryStop.Kind.CONSISTENCY).map(RecoveryStop::toString);
        }
        return redoDone.filter(position -> complete && stop.isEmpty())
                .map(position -> "replayed to the end of the log; the last record begins at " + position);
    }

    private Optional<RecoveryStop> stopped(RecoveryStop.Kind kind) {
        return stop.filter(it -> it.kind() == kind);
    }
}
