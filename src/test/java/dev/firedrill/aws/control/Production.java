package dev.firedrill.aws.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * What can be restored of a source instance to a point in time.
 *
 * @param backups real base backups
 * @param newestCommit that their log archive has
 */
public record Production(List<PhysicalBackup> backups, Instant newestCommit) {
    public Production {
        backups = List.copyOf(backups);
    }

    /** Not before the newest commit, and of whole milliseconds, as the service tells times. */
    public Instant latestRestorable() {
        var whole = newestCommit.truncatedTo(ChronoUnit.MILLIS);
        return whole.equals(newestCommit) ? whole : whole.plusMillis(1);
    }

    Instant earliestRestorable() {
        return backups.stream()
                .map(PhysicalBackup::endedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The newest one that ended before a moment. */
    PhysicalBackup before(Instant moment) {
        return backups.stream()
                .filter(backup -> !backup.endedAt().isAfter(moment))
                .max(Comparator.comparing(PhysicalBackup::endedAt))
                .orElseThrow();
    }
}
