package dev.firedrill.postgres;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A position in PostgreSQL's write-ahead log, written {@code 0/3000060}.
 *
 * @param value bytes since the beginning of the log, unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /**
     * Reads {@code 0/3000060}.
     *
     * @throws IllegalArgumentException if the text is no position
     */
    public static Lsn parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("no WAL position: [" + text + "]"));
    }

    /** Reads {@code 0/3000060}; empty if the text is no position. */
    public static Optional<Lsn> find(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long high = Long.parseLong(matcher.group(1), 16);
        return Optional.of(new Lsn(high << 32 | Long.parseLong(matcher.group(2), 16)));
    }

    /** The segment that holds this position, on a timeline, for a segment size in bytes. */
    public WalSegment segment(int timeline, int segmentSize) {
        return new WalSegment(timeline, Long.divideUnsigned(value, segmentSize), segmentSize);
    }

    /** How many bytes of log lie between an earlier position and this one. */
    public long bytesSince(Lsn earlier) {
        return value - earlier.value;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(value >>> 32, value & 0xFFFFFFFFL);
    }
}
