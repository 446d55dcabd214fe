package dev.firedrill.aws.control;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What can be restored of a source instance to a point in time.
 *
 * @param backups real base backups, whose log archive reaches up to the latest restorable time
 */
public record Production(List<PhysicalBackup> backups, Instant latestRestorable) {
    public Production {
        backups = List.copyOf(backups);
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
