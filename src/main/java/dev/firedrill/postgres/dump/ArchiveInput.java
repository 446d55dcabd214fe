package dev.firedrill.postgres.dump;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The numbers and texts that pg_dump writes into an archive's header and table of contents. */
final class ArchiveInput {
    /** Longer ones are not written by anybody, but read from damaged lengths. */
    private static final int LONGEST_TEXT = 512 << 20;

    private final InputStream in;
    private int intSize = 4;
    private int offsetSize = 8;

    ArchiveInput(InputStream in) {
        this.in = in;
    }

    /** How many bytes numbers and positions have in this archive. */
    void sizes(int intSize, int offsetSize) throws IOException {
        if (intSize < 1 || intSize > 8 || offsetSize < 1 || offsetSize > 8) {
            throw new IOException("numbers of %d and positions of %d bytes".formatted(intSize, offsetSize));
        }
        this.intSize = intSize;
        this.offsetSize = offsetSize;
    }

    int octet() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("it ends too early");
        }
        return value;
    }

    byte[] bytes(int count) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("it ends too early");
        }
        return bytes;
    }

    /** A sign, then the bytes of the number, the lowest first. */
    int number() throws IOException {
        boolean negative = octet() != 0;
        long value = 0;
        for (int i = 0; i < intSize; i++) {
            value |= (long) octet() << (8 * i);
        }
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException("a number is out of range");
        }
        return (int) (negative ? -value : value);
    }

    /** A text; null where the archive has none. */
    String text() throws IOException {
        int length = number();
        if (length < 0) {
            return null;
        }
        if (length > LONGEST_TEXT) {
            throw new IOException("a text of %,d bytes".formatted(length));
        }
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    /** A text; empty where the archive has none. */
    String textOrEmpty() throws IOException {
        var text = text();
        return text == null ? "" : text;
    }

    /** Passes over the place where a block of data lies. */
    void skipPosition() throws IOException {
        octet();
        bytes(offsetSize);
    }
}
