package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Tells a damaged dump from one that pg_dump is writing just now. */
final class StillWritten {
    /** A dump of which nothing was written for so long is not being written. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private StillWritten() {}

    /** Something that is done with a dump. */
    interface Reading<T> {
        T result() throws IOException;
    }

    /** @throws Inconclusive instead of a failure, if somebody writes to the dump */
    static <T> T judged(Path file, DumpStamp before, Reading<T> reading) throws IOException {
        try {
            return reading.result();
        } catch (BackupUnusable e) {
            if (isWritten(file, before)) {
                throw asInconclusive(file, e);
            }
            throw e;
        }
    }

    /** @throws Inconclusive if somebody wrote to the dump */
    static void require(Path file, DumpStamp before) throws IOException {
        if (!DumpStamp.of(file).equals(before)) {
            throw asInconclusive(file, null);
        }
    }

    private static boolean isWritten(Path file, DumpStamp before) throws IOException {
        if (!DumpStamp.of(file).equals(before)) {
            return true;
        }
        if (before.modified().isBefore(Instant.now().minus(RECENT))) {
            return false;
        }
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(PATIENCE)
                    .until(() -> !DumpStamp.of(file).equals(before));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static Inconclusive asInconclusive(Path file, BackupUnusable cause) {
        return new Inconclusive(
                "the dump " + file + " was written to while it was restored"
                        + "\n  Remedy: run it again when pg_dump has ended; let pg_dump write under another name and rename",
                cause);
    }
}
