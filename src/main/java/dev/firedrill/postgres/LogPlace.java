package dev.firedrill.postgres;

/**
 * Where a state ends in the log of its cluster: it has every record that begins before this position, and no other.
 *
 * @param timeline on which the position lies
 */
public record LogPlace(Lsn lsn, int timeline) {
    @Override
    public String toString() {
        return lsn + " on timeline " + timeline;
    }
}
