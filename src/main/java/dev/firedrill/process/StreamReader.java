package dev.firedrill.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads a stream of a child to its end on a thread of its own, so that the child never waits for a reader. */
final class StreamReader extends Thread {
    /** Is given what was read, on the reader's thread; keeps no reference to the array. */
    interface Taker {
        void take(byte[] bytes, int length);
    }

    private static final int CHUNK = 1 << 16;

    private final InputStream stream;
    private final List<Taker> takers;
    private volatile boolean sawEnd;

    private StreamReader(String name, InputStream stream, List<Taker> takers) {
        super("firedrill " + name);
        setDaemon(true);
        this.stream = stream;
        this.takers = takers;
    }

    static StreamReader start(String name, InputStream stream, Taker... takers) {
        var reader = new StreamReader(name, stream, List.of(takers));
        reader.start();
        return reader;
    }

    @Override
    public void run() {
        var chunk = new byte[CHUNK];
        try {
            for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
                for (var taker : takers) {
                    taker.take(chunk, length);
                }
            }
            sawEnd = true;
        } catch (IOException e) {
            // Not read to its end, which is asked for; a stream of a child ends with it.
        }
    }

    /** Whether the stream ended, or could not be read further, within a time. */
    boolean ended(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(this, nanos);
        return !isAlive();
    }

    /** Whether all of the stream was read. */
    boolean sawEnd() {
        return sawEnd;
    }
}
