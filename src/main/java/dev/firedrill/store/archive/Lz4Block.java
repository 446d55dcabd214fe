package dev.firedrill.store.archive;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One block of LZ4: literals, and repetitions of what came before, in this block or in those before it. */
final class Lz4Block {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int LEAST_MATCH = 4;
    private static final int LENGTH_GOES_ON = 15;

    private final byte[] source;
    private final byte[] target;
    private int from;
    private int at;

    private Lz4Block(byte[] source, int from, byte[] target, int at) {
        this.source = source;
        this.from = from;
        this.target = target;
        this.at = at;
    }

    /**
     * Decompresses the source up to {@code to}.
     *
     * @param at where to write; what is before it may be repeated
     * @param end where to write must end
     * @return the position after what was written
     * @throws IOException if this is no such block
     */
    static int decompress(byte[] source, int to, byte[] target, int at, int end) throws IOException {
        var block = new Lz4Block(source, 0, target, at);
        try {
            block.sequences(to, end);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("an LZ4 block breaks off", e);
        }
        return block.at;
    }

    /** The last sequence is of literals alone. */
    private void sequences(int to, int end) throws IOException {
        while (true) {
            int token = source[from++] & 0xFF;
            literals(length(token >>> 4), to, end);
            if (from == to) {
                return;
            }
            int distance = (source[from] & 0xFF) | (source[from + 1] & 0xFF) << 8;
            from += 2;
            repeat(distance, length(token & 0xF) + LEAST_MATCH, end);
        }
    }

    private int length(int first) {
        int length = first;
        if (first == LENGTH_GOES_ON) {
            int more;
            do {
                more = source[from++] & 0xFF;
                length += more;
            } while (more == 255);
        }
        return length;
    }

    private void literals(int length, int to, int end) throws IOException {
        if (length > to - from || length > end - at) {
            throw new IOException("an LZ4 block is longer than it may be");
        }
        System.arraycopy(source, from, target, at, length);
        from += length;
        at += length;
    }

    private void repeat(int distance, int length, int end) throws IOException {
        int match = at - distance;
        if (distance == 0 || match < 0 || length > end - at) {
            throw new IOException("an LZ4 block repeats what is not there");
        }
        int stop = at + length;
        if (distance >= Long.BYTES) {
            for (; at <= stop - Long.BYTES; at += Long.BYTES, match += Long.BYTES) {
                LONG.set(target, at, (long) LONG.get(target, match));
            }
        }
        while (at < stop) {
            target[at++] = target[match++];
        }
    }
}
