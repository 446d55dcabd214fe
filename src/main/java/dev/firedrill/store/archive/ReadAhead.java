package dev.firedrill.store.archive;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A stream that is read by a thread of its own, a little ahead: decompression beside writing. */
final class ReadAhead extends InputStream {
    private static final int PORTION = 1 << 18;
    private static final int PORTIONS = 16;

    private final BlockingQueue<Portion> filled = new ArrayBlockingQueue<>(PORTIONS);
    private final BlockingQueue<Portion> free = new ArrayBlockingQueue<>(PORTIONS);
    private final Source source;
    private final Thread thread;
    private Portion before;
    private Portion current;

    /** Opened where it is read, for opening may read, too. */
    @FunctionalInterface
    interface Source {
        ByteSource open() throws IOException;
    }

    /** Bytes; none at the end of all of them, perhaps with what made reading end. */
    private static final class Portion {
        private final ByteBuffer bytes;
        private Throwable failure;

        Portion(int size) {
            bytes = ByteBuffer.allocateDirect(size);
        }
    }

    ReadAhead(Source source) {
        this.source = source;
        this.thread = new Thread(this::fill, "firedrill-read-ahead");
        thread.setDaemon(true);
        for (int count = 0; count < PORTIONS; count++) {
            free.add(new Portion(PORTION));
        }
        thread.start();
    }

    private void fill() {
        var last = new Portion(0);
        try (var in = source.open()) {
            for (var portion = free.take(); fill(portion, in); portion = free.take()) {
                filled.put(portion);
            }
        } catch (InterruptedException e) {
            return;
        } catch (Throwable e) {
            last.failure = e;
        }
        try {
            filled.put(last);
        } catch (InterruptedException e) {
            // Closed before its end; nobody waits for more.
        }
    }

    /** False at the end. What came before a fault is passed on before the fault. */
    private boolean fill(Portion portion, ByteSource in) throws IOException, InterruptedException {
        var bytes = portion.bytes.clear();
        try {
            int count = 0;
            while (count >= 0 && bytes.hasRemaining()) {
                count = in.read(bytes);
            }
            return bytes.flip().hasRemaining();
        } catch (IOException | RuntimeException e) {
            if (bytes.flip().hasRemaining()) {
                filled.put(portion);
            }
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        var view = view(wanted);
        int count = view.remaining();
        view.get(bytes, offset, count);
        return count == 0 && wanted > 0 ? -1 : count;
    }

    /**
     * The next bytes where they lie, without copying them; they stay there until the call after the next.
     *
     * @return at most so many; none at the end
     */
    ByteBuffer view(int most) throws IOException {
        if (current == null || !current.bytes.hasRemaining() && current.bytes.capacity() > 0) {
            advance();
        }
        if (current.failure != null) {
            throw rethrown(current.failure);
        }
        var bytes = current.bytes;
        int count = Math.min(most, bytes.remaining());
        var view = bytes.slice(bytes.position(), count);
        bytes.position(bytes.position() + count);
        return view;
    }

    private void advance() {
        try {
            if (before != null) {
                free.put(before);
            }
            before = current;
            current = filled.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while reading an archive", e);
        }
    }

    private static IOException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException damage ? damage : new IOException(failure);
    }

    /** Ends the thread, and waits until it has ended. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
