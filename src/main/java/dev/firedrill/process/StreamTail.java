package dev.firedrill.process;

import java.nio.charset.StandardCharsets;

/** The end of a stream: what a tool says last is why it failed. */
final class StreamTail implements StreamReader.Taker {
    static final int KEPT = 64 << 10;

    /** Longer than any secret; of a longer first line only so much is taken off. */
    private static final int TORN = 4 << 10;

    private final byte[] ring = new byte[KEPT];
    private long total;

    @Override
    public synchronized void take(byte[] bytes, int length) {
        for (int i = Math.max(0, length - KEPT); i < length; i++) {
            ring[(int) ((total + i) % KEPT)] = bytes[i];
        }
        total += length;
    }

    /** Without its torn first line, where something before it was left out: half a word may be half a secret. */
    synchronized String text() {
        if (total <= KEPT) {
            return new String(ring, 0, (int) total, StandardCharsets.UTF_8);
        }
        int start = (int) (total % KEPT);
        var last = new byte[KEPT];
        System.arraycopy(ring, start, last, 0, KEPT - start);
        System.arraycopy(ring, 0, last, KEPT - start, start);
        var text = new String(last, StandardCharsets.UTF_8);
        int newline = text.indexOf('\n');
        var whole = text.substring(newline >= 0 && newline < TORN ? newline + 1 : Math.min(TORN, text.length()));
        return "[what came before is left out, of %,d bytes in all]%n%s".formatted(total, whole);
    }
}
