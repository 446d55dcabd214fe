package dev.firedrill.postgres;

import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** An archive that production writes to while it is read: its newest segment may be there in part. */
final class LiveArchive {
    /** How long a segment may stay as short as it is before it counts as truncated. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String WAITING = "waiting for the newest WAL segment to be whole";

    private LiveArchive() {}

    /**
     * How far the archive leads, once its newest segment is whole or no longer grows.
     *
     * @throws Inconclusive if the deadline passes meanwhile
     */
    static Continuity continuity(BaseBackup backup, Deadline deadline) {
        var seen = backup.continuityOfNow();
        while (isBeingWritten(backup, seen)) {
            var later = awaitAnother(backup, seen, deadline);
            if (later.equals(seen)) {
                return seen;
            }
            seen = later;
        }
        return seen;
    }

    /**
     * What is wrong with a newest segment that was too short, once it is whole or was given the time for that.
     *
     * @param look examines it as it is at this moment
     * @throws Inconclusive if the deadline passes meanwhile
     */
    static Optional<WalFault> settled(Supplier<Optional<WalFault>> look, Deadline deadline) {
        try {
            return polling()
                    .until(
                            () -> {
                                deadline.check(WAITING);
                                return look.get();
                            },
                            fault -> fault.filter(WalFault::isTooShort).isEmpty());
        } catch (ConditionTimeoutException e) {
            return look.get();
        }
    }

    private static ConditionFactory polling() {
        return Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE);
    }

    private static boolean isBeingWritten(BaseBackup backup, Continuity continuity) {
        return continuity
                .fault()
                .filter(fault -> fault.isTooShort() && isNewest(backup, fault.segment()))
                .isPresent();
    }

    private static boolean isNewest(BaseBackup backup, String segment) {
        return WalArchive.open(backup.wal()).segments().stream()
                .noneMatch(name -> name.substring(8).compareTo(segment.substring(8)) > 0);
    }

    /** A writer may take a segment away before it puts the whole one there: that is no end of the log. */
    private static boolean hasNotLost(Continuity now, Continuity seen) {
        var written = seen.fault().orElseThrow().segment();
        return now.fault().isPresent()
                || now.newest()
                        .filter(newest -> newest.name().compareTo(written) >= 0)
                        .isPresent();
    }

    private static Continuity awaitAnother(BaseBackup backup, Continuity seen, Deadline deadline) {
        try {
            return polling()
                    .until(
                            () -> {
                                deadline.check(WAITING);
                                return backup.continuityOfNow();
                            },
                            now -> !now.equals(seen) && hasNotLost(now, seen));
        } catch (ConditionTimeoutException e) {
            return seen;
        }
    }
}
