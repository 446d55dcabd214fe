package dev.firedrill.postgres;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as the server writes them to labels and to its log: {@code 2026-11-22 10:24:34.123456+00}. */
final class LogTime {
    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final Pattern TEXT = Pattern.compile(
            "(\\d{4,}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?) ?(UTC|GMT|Z|[+-]\\d\\d(?::?\\d\\d)?)");

    private LogTime() {}

    /** For a setting: while a configuration file is read, the server does not know the zone Z of ISO 8601 yet. */
    static String text(Instant instant) {
        return instant.toString().replace("T", " ").replace("Z", "+00");
    }

    /** Empty where the zone is an abbreviation such as IST, which means several: a guess would be wrong by hours. */
    static Optional<Instant> parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            var zone = matcher.group(2);
            var offset = zone.matches("UTC|GMT|Z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
            return Optional.of(LocalDateTime.parse(matcher.group(1), CLOCK).toInstant(offset));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
