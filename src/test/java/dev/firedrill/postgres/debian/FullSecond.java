package dev.firedrill.postgres.debian;

import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** Tools cut the fractions of a second at which a backup ended; until that second is over it may be still to come. */
final class FullSecond {
    private FullSecond() {}

    /** Waits until that second, counted from 1970, is over. */
    static void after(long second) {
        var over = Instant.ofEpochSecond(second + 1);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> Instant.now().isAfter(over));
    }
}
