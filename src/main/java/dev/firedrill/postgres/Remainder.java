package dev.firedrill.postgres;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a segment holds behind the last of its records. A server writes whole pages, with zeros behind what it wrote; behind
 * them lies what the file held before: zeros, or pages of an older segment.
 */
final class Remainder {
    private static final byte[] ZEROS = new byte[1 << 16];

    private final int segmentSize;
    private final int pageSize;
    private boolean zeros = true;
    private boolean old = true;

    Remainder(int segmentSize, int pageSize) {
        this.segmentSize = segmentSize;
        this.pageSize = pageSize;
    }

    /** The rest of a page, on which a record ended. */
    void takeRest(byte[] page, int from, int to) {
        boolean empty = isZero(page, from, to);
        zeros &= empty;
        old &= empty;
    }

    void takePage(ByteBuffer window, int from, long address) {
        if (!isZero(window.array(), from, from + pageSize)) {
            zeros = false;
            old &= LogPage.at(window, from).isOfAnotherSegment(address, segmentSize);
        }
    }

    /** Nothing but zeros. */
    boolean isEmpty() {
        return zeros;
    }

    /** Nothing that a server wrote at this place of the log. */
    boolean isUnwritten() {
        return old;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at += ZEROS.length) {
            int count = Math.min(ZEROS.length, to - at);
            if (!Arrays.equals(bytes, at, at + count, ZEROS, 0, count)) {
                return false;
            }
        }
        return true;
    }
}
