package dev.firedrill.restore;

import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;

/** A moment by which a restore must be done; counted by the monotonic clock, so a clock that is set does no harm. */
public final class Deadline {
    private final Duration allowed;
    private final long end;

    private Deadline(Duration allowed) {
        this.allowed = allowed;
        this.end = System.nanoTime() + allowed.toNanos();
    }

    /** A deadline that far from now. */
    public static Deadline in(Duration allowed) {
        return new Deadline(allowed);
    }

    /** What is left, never less than zero. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    public boolean passed() {
        return end - System.nanoTime() <= 0;
    }

    /** The whole time that was given. */
    public Duration allowed() {
        return allowed;
    }

    /**
     * Gives up if the time is over.
     *
     * @param doing what was being done, for the message
     * @throws Inconclusive if the deadline has passed
     */
    public void check(String doing) {
        if (passed()) {
            throw new Inconclusive(
                    "the restore outlived its deadline of " + allowed.toSeconds() + " s while " + doing
                            + "\n  Remedy: raise deadline: for this system in firedrill.yaml, if the restore may take that long");
        }
    }
}
