package dev.firedrill.postgres.dump;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a dump was begun, which is the moment that it holds: pg_dump reads from one snapshot, taken then.
 *
 * @param from how that is known, in words
 * @param contradiction why it cannot be so; then {@code at} is the file's time, so that the dump is not taken for an old one
 */
record DumpTime(Instant at, String from, Optional<String> contradiction) {
    /** Clocks of hosts and of file servers may differ by that much. */
    private static final Duration CLOCKS = Duration.ofMinutes(2);

    /** Where the dump says nothing. A copy that does not keep the time makes it look newer than it is. */
    static DumpTime ofFile(Instant modified) {
        return new DumpTime(
                modified,
                "time of the file, since the dump does not say when it was begun: the end of the dump at best",
                Optional.empty());
    }

    /**
     * What the dump says of itself.
     *
     * @param modified the file's time: it cannot be older than its content
     * @param source what said it
     */
    static DumpTime of(LocalDateTime said, ZoneId zone, Instant modified, String source) {
        var at = said.atZone(zone).toInstant();
        var from = "%s, %s on a clock of zone %s".formatted(source, said, zone.equals(ZoneOffset.UTC) ? "UTC" : zone);
        if (!at.isAfter(modified.plus(CLOCKS))) {
            return new DumpTime(at, from, Optional.empty());
        }
        return new DumpTime(
                modified,
                "time of the file",
                Optional.of("it was begun at %s (%s), but its file was last written at %s, before that"
                        .formatted(at, from, modified)));
    }
}
