package dev.firedrill.postgres;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The record that recovery stopped at, because a target asked for it.
 *
 * @param kind what sort of target stopped it
 * @param included whether the record itself is in the restored state
 * @param subject the transaction, the name or the position
 * @param time of the record; empty for positions
 */
public record RecoveryStop(Kind kind, boolean included, String subject, Optional<Instant> time) {

    /** What sort of target stopped recovery. */
    public enum Kind {
        COMMIT,
        ABORT,
        RESTORE_POINT,
        POSITION,
        CONSISTENCY
    }

    @Override
    public String toString() {
        var when = time.map(instant -> " at " + instant).orElse("");
        return "recovery stopped %s %s %s%s"
                .formatted(
                        included ? "after" : "before",
                        kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        subject,
                        when)
                .replace("  ", " ")
                .strip();
    }
}
