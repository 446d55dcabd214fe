package dev.firedrill.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is asked of a restore: the newest state there is, or one particular point in time, in the log or by name. */
public sealed interface RecoveryTarget {
    /** The newest state that the backup and its log can give. */
    record Latest() implements RecoveryTarget {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /** The state just before the first commit later than this instant. */
    record Time(Instant instant) implements RecoveryTarget {
        @Override
        public String toString() {
            return instant.toString();
        }
    }

    /** A restore point that was named in the source. */
    record Name(String name) implements RecoveryTarget {
        @Override
        public String toString() {
            return "name:" + name;
        }
    }

    /**
     * A position in the write-ahead log, such as {@code 0/3000060}.
     *
     * @param included whether the first record that begins there or behind it is part of the state; without it, the
     *     state is exactly what was written before the position
     */
    record Lsn(String lsn, boolean included) implements RecoveryTarget {
        /** The state after the first record that begins there or behind it. */
        public Lsn(String lsn) {
            this(lsn, true);
        }

        @Override
        public String toString() {
            return included ? "lsn:" + lsn : "just before lsn:" + lsn;
        }
    }

    /** The state at the end of the backup itself: as little log as is needed to make it consistent. */
    record BackupEnd() implements RecoveryTarget {
        @Override
        public String toString() {
            return "end of backup";
        }
    }

    /**
     * The state that an inventory recorded, where a backup either holds exactly that or does not.
     *
     * @param instant as messages have it
     * @param isOf whether a backup is known to hold it
     */
    record Recorded(String instant, Predicate<Backup> isOf) implements RecoveryTarget {
        @Override
        public String toString() {
            return "inventory of " + instant;
        }
    }

    /** Asks for the instant at which the system's inventory was recorded. */
    String INVENTORY = "inventory";

    Pattern AGO = Pattern.compile("(\\d+)\\s*(s|m|h|d)\\s+ago", Pattern.CASE_INSENSITIVE);
    Pattern LSN = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");

    /**
     * Reads {@code latest} (or nothing), {@code 1h ago} (before as-of), an ISO instant, {@code name:x} or
     * {@code lsn:0/3000060}.
     *
     * @throws IllegalArgumentException if it is none of these; the message says what is understood
     */
    static RecoveryTarget parse(String text, Instant asOf) {
        var at = text.strip();
        if (at.isEmpty() || at.equals("latest")) {
            return new Latest();
        }
        if (at.startsWith("name:") && at.length() > 5) {
            return new Name(at.substring(5));
        }
        if (at.startsWith("lsn:") && LSN.matcher(at.substring(4)).matches()) {
            return new Lsn(at.substring(4));
        }
        var ago = AGO.matcher(at);
        if (ago.matches()) {
            return new Time(asOf.minus(duration(ago.group(1) + ago.group(2))));
        }
        try {
            return new Time(Instant.parse(at));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "cannot read the recovery target [" + text
                            + "]; understood are: latest, 1h ago, 2026-11-22T03:14:00Z, name:before-deploy, lsn:0/3000060, inventory",
                    e);
        }
    }

    /**
     * Reads {@code 30s}, {@code 15m}, {@code 26h} or {@code 30d}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Duration duration(String text) {
        var matcher =
                Pattern.compile("(\\d{1,9})\\s*([smhd])").matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "cannot read the duration [" + text + "]; understood are: 30s, 15m, 26h, 30d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
