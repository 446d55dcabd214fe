package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.Lsn;
import java.time.Instant;

/**
 * Of which state an inventory tells.
 *
 * @param system the system that it was recorded for, as firedrill.yaml names it
 * @param database the name of the database
 * @param systemIdentifier the cluster's own number
 * @param timeline on which the position lies
 * @param lsn the state has every record of the log that begins before this position, and no other
 * @param time when it was that state, by the clock of the source
 * @param serverVersion of the source, such as {@code 17.2}
 * @param how why it is exactly that state, in words
 */
public record InventoryOrigin(
        String system,
        String database,
        String systemIdentifier,
        int timeline,
        Lsn lsn,
        Instant time,
        String serverVersion,
        String how) {
    /** The instant as messages have it: position, timeline, time. */
    public String instant() {
        return "%s on timeline %d (%s)".formatted(lsn, timeline, time);
    }
}
