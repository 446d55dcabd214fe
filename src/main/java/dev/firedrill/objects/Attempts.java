package dev.firedrill.objects;

import dev.firedrill.verdict.Inconclusive;
import java.util.concurrent.ThreadLocalRandom;

/** How often one object is tried: for as long as that gets on, and three times at one place. */
final class Attempts {
    private static final int AT_ONE_PLACE = 3;
    private static final long PAUSE_MILLIS = 200;

    private long reached;
    private int failed;

    /**
     * Whether to try again after an attempt that broke off. A large object over a weak line breaks more often than three
     * times, and is read all the same.
     *
     * @param offset where it broke off
     */
    boolean another(long offset) {
        failed = offset > reached ? 1 : failed + 1;
        reached = offset;
        return failed < AT_ONE_PLACE;
    }

    /** Longer each time; and never the same, so that readers who broke off together do not come back together. */
    void pause() {
        long usual = PAUSE_MILLIS << failed - 1;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(usual / 2, usual * 3 / 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted before an object was read again", e);
        }
    }
}
