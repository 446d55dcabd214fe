package dev.firedrill.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Tells each line of a stream as it comes. Whatever the listener throws, the stream is read on. */
final class LineTeller implements StreamReader.Taker {
    /** Bytes of a line that are told. */
    static final int LONGEST = 2_000;

    private static final String CUT = "...";

    private final Consumer<String> listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean cut;
    private boolean closed;
    private Throwable thrown;

    LineTeller(Consumer<String> listener) {
        this.listener = listener;
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + CUT;
    }

    /** A carriage return ends a line, too: progress is shown so. */
    @Override
    public synchronized void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                tell();
            } else if (line.size() < LONGEST) {
                line.write(bytes[i]);
            } else {
                cut = true;
            }
        }
    }

    /** Tells what is left of the last line; nothing is told after that. */
    synchronized void close() {
        tell();
        closed = true;
    }

    /** Throws what the listener threw first. */
    synchronized void rethrow() {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void tell() {
        if (line.size() > 0 && !closed && thrown == null) {
            try {
                listener.accept(line.toString(StandardCharsets.UTF_8) + (cut ? CUT : ""));
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }
        line.reset();
        cut = false;
    }
}
