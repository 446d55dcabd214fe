package dev.firedrill.sample;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Waits for the clock: recovery to a moment needs commits on both sides of it, and those take real time. */
final class Pace {
    private static final Duration STEP = Duration.ofMillis(5);

    private Pace() {}

    static void awaitMoment(Instant moment) {
        var left = Duration.between(Instant.now(), moment);
        if (left.isNegative()) {
            return;
        }
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(STEP)
                .atMost(left.plusSeconds(60))
                .until(() -> !Instant.now().isBefore(moment));
    }

    /** Labels of backups carry whole seconds: what was committed before a backup must be of an earlier second. */
    static Instant awaitNextSecond() {
        var next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        awaitMoment(next);
        return next;
    }
}
