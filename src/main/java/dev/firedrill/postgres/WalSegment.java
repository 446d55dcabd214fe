package dev.firedrill.postgres;

import java.util.regex.Pattern;

/**
 * One file of the write-ahead log, by its place in it.
 *
 * @param number which segment since the beginning of the log
 * @param segmentSize in bytes: a power of two from 1 MiB to 1 GiB
 */
public record WalSegment(int timeline, long number, int segmentSize) {
    private static final Pattern NAME = Pattern.compile("[0-9A-F]{24}");

    /** Whether a file of that name is a whole segment, and not a history file, a backup's note or a partial segment. */
    public static boolean isName(String fileName) {
        return NAME.matcher(fileName).matches();
    }

    /**
     * Reads a name such as {@code 000000010000000000000003}.
     *
     * @throws IllegalArgumentException if it is no segment's name
     */
    public static WalSegment parse(String name, int segmentSize) {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a WAL segment: [" + name + "]");
        }
        int timeline = Integer.parseUnsignedInt(name, 0, 8, 16);
        long number = Long.parseLong(name, 8, 16, 16) * perId(segmentSize) + Long.parseLong(name, 16, 24, 16);
        return new WalSegment(timeline, number, segmentSize);
    }

    public String name() {
        return "%08X%08X%08X".formatted(timeline, number / perId(segmentSize), number % perId(segmentSize));
    }

    /** The first position in it. */
    public Lsn start() {
        return new Lsn(number * segmentSize);
    }

    /** The first position after it. */
    public Lsn end() {
        return new Lsn((number + 1) * segmentSize);
    }

    public WalSegment next() {
        return new WalSegment(timeline, number + 1, segmentSize);
    }

    public WalSegment on(int otherTimeline) {
        return new WalSegment(otherTimeline, number, segmentSize);
    }

    @Override
    public String toString() {
        return name();
    }

    private static long perId(int segmentSize) {
        return 0x1_0000_0000L / segmentSize;
    }
}
