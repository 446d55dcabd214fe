package dev.firedrill.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One restorable artefact of a system.
 *
 * @param id the backup tool's own name of it, such as {@code base-20261122T101500Z}
 * @param copy the copy it was found in; empty for the system's own backups
 * @param location where it lies: a directory or an address, to be shown and to be opened by the platform
 * @param madeAt when the original was completed (of a copy too: never the moment of copying)
 * @param bytes its size as stored
 * @param details what else the tool says of it, to be shown
 */
public record Backup(
        String id,
        String system,
        String copy,
        String location,
        Instant madeAt,
        long bytes,
        Map<String, String> details) {

    public Backup {
        details = Map.copyOf(details);
    }

    /** How old it was at the moment of the assumed failure. */
    public Duration ageAt(Instant asOf) {
        return Duration.between(madeAt, asOf);
    }
}
