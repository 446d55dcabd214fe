package dev.firedrill.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of a stream; what comes after it is only counted. */
final class StreamHead implements StreamReader.Taker {
    static final int KEPT = 64 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long total;

    @Override
    public synchronized void take(byte[] bytes, int length) {
        kept.write(bytes, 0, Math.min(length, KEPT - kept.size()));
        total += length;
    }

    synchronized boolean isCut() {
        return total > kept.size();
    }

    synchronized long total() {
        return total;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
