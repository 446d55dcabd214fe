package dev.firedrill.postgres;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * The header of one page of a log, as it is written; nothing says that it is right.
 *
 * @param timeline of what is written on it
 * @param address the position that the page claims to be at
 * @param remaining bytes of a record that began on an earlier page
 * @param padding that a server leaves zero
 * @param blockSize of all pages, where the header tells it
 */
record LogPage(int magic, int info, int timeline, long address, long remaining, int padding, OptionalInt blockSize) {
    private static final int SHORT_HEADER = 24;
    private static final int LONG_HEADER = 40;
    private static final int CONTINUED = 0x0001;
    private static final int LONG = 0x0002;
    private static final int OVERWRITTEN = 0x0008;
    private static final int KNOWN = 0x000F;

    /** Reads it; lowest byte first. */
    static LogPage at(ByteBuffer window, int from) {
        int info = Short.toUnsignedInt(window.getShort(from + 2));
        return new LogPage(
                Short.toUnsignedInt(window.getShort(from)),
                info,
                window.getInt(from + 4),
                window.getLong(from + 8),
                Integer.toUnsignedLong(window.getInt(from + 16)),
                window.getInt(from + 20),
                (info & LONG) == 0 ? OptionalInt.empty() : OptionalInt.of(window.getInt(from + 36)));
    }

    /** Whether it is the first of a segment, by its own word. */
    boolean isLong() {
        return (info & LONG) != 0;
    }

    /** Whether it begins with the rest of a record. */
    boolean isContinued() {
        return (info & CONTINUED) != 0;
    }

    /** Whether the record that was begun before was never written to its end: a crash left it, and it counts for nothing. */
    boolean isOverwritten() {
        return (info & (OVERWRITTEN | CONTINUED)) == OVERWRITTEN;
    }

    boolean hasUnknownFlags() {
        return (info & ~KNOWN) != 0;
    }

    int headerLength() {
        return isLong() ? LONG_HEADER : SHORT_HEADER;
    }

    /** Whether it was written at the same place of another segment, whose file was used again for this one. */
    boolean isOfAnotherSegment(long place, int segmentSize) {
        return WalSegmentHeader.isKnown(magic) && address != place && (address - place) % segmentSize == 0;
    }
}
