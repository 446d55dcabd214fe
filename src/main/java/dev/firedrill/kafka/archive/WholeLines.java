package dev.firedrill.kafka.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** The bytes of a stream, line by line; each lies in one array, with the line feed that ends it. */
final class WholeLines {
    /** So much is lost at most before the place where a stream breaks off. */
    private static final int PORTION = 8_000;

    private static final int FIRST = 1 << 16;
    private static final int LONGEST = 1 << 22;

    private final InputStream in;
    private byte[] bytes = new byte[FIRST];
    private int begin;
    private int end;
    private int filled;

    WholeLines(InputStream in) {
        this.in = in;
    }

    /** Goes on to the next line; false if there is none that ends, or it is longer than 4 MB. */
    boolean next() throws IOException {
        begin = end;
        int searched = 0;
        do {
            int at = lineFeed(bytes, begin + searched, filled);
            if (at < filled) {
                end = at + 1;
                return true;
            }
            searched = filled - begin;
        } while (searched < LONGEST && more());
        return false;
    }

    private static int lineFeed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean more() throws IOException {
        if (bytes.length - filled < PORTION) {
            filled -= begin;
            var roomy = filled > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
            System.arraycopy(bytes, begin, roomy, 0, filled);
            bytes = roomy;
            begin = 0;
            end = 0;
        }
        int read = in.read(bytes, filled, PORTION);
        filled += Math.max(0, read);
        return read > 0;
    }

    /** The array in which the line lies, until the next one is gone on to. */
    byte[] bytes() {
        return bytes;
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    /** Whether anything lies from the line's begin on. */
    boolean hasBegun() {
        return filled > begin;
    }

    /** All from the line's begin on. */
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(bytes, begin, filled - begin), in);
    }
}
