package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * Log that came into the archive after it was examined, and that the server replayed nevertheless: it ends at a damaged
 * record, and may do so without a word.
 *
 * @param before what was examined before the replay
 */
record ArrivedLog(BaseBackup backup, RecoveryTarget target, Deadline deadline, ExaminedLog before) {
    /**
     * Examines it, from the last record that is known.
     *
     * @param restored names of the files that the server took from the archive
     * @return what is known of its records; empty if there is none, or if it begins behind a gap or a damage
     * @throws dev.firedrill.verdict.BackupUnusable if the newest state is asked for, and one of them is damaged
     */
    Optional<ExaminedLog> examine(List<String> restored) {
        if (before.fault().isPresent()
                || before.unread().isPresent()
                || before.newest().isEmpty()) {
            return Optional.empty();
        }
        var known = before.newest().get();
        return newest(restored, known.segmentSize())
                .filter(it -> it.number() > known.number())
                .map(it -> LogBeforeReplay.between(
                                backup, target, deadline, before.last().orElse(before.start()), it)
                        .examine());
    }

    private static Optional<WalSegment> newest(List<String> restored, int size) {
        return restored.stream()
                .filter(WalSegment::isName)
                .map(name -> WalSegment.parse(name, size))
                .reduce((one, other) -> other.number() >= one.number() ? other : one);
    }
}
