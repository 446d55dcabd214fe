package dev.firedrill.store.archive;

import com.github.luben.zstd.ZstdDirectBufferDecompressingStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Decompresses frames of Zstandard, one after another, from one buffer outside of the heap into another. */
final class ZstdSource implements ByteSource {
    private final InputStream compressed;
    private final Frames frames;

    /**
     * Begins, and closes the stream at the end.
     *
     * @throws IOException if the library cannot be loaded
     */
    ZstdSource(InputStream compressed) throws IOException {
        ZstdLibrary.load();
        this.compressed = compressed;
        this.frames = new Frames(compressed);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (frames.hasRemaining()) {
            int count = decompressed(into);
            if (count > 0) {
                return count;
            }
            if (frames.isExhausted() && frames.hasRemaining()) {
                throw new EOFException("it breaks off within a frame of Zstandard");
            }
        }
        return -1;
    }

    private int decompressed(ByteBuffer into) throws IOException {
        try {
            return frames.read(into);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        try (compressed) {
            frames.close();
        }
    }

    /** Asks for more when what it was given is used up. */
    private static final class Frames extends ZstdDirectBufferDecompressingStreamNoFinalizer {
        private final InputStream compressed;
        private final byte[] portion = new byte[1 << 17];
        private boolean exhausted;

        Frames(InputStream compressed) {
            super(ByteBuffer.allocateDirect(1 << 17).limit(0));
            this.compressed = compressed;
        }

        boolean isExhausted() {
            return exhausted;
        }

        @Override
        protected ByteBuffer refill(ByteBuffer used) {
            try {
                int count = compressed.read(portion, 0, portion.length);
                exhausted = count < 0;
                return used.clear().put(portion, 0, Math.max(0, count)).flip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
