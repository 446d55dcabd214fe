package dev.firedrill.store.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes that are read into buffers outside of the heap, from where a file is written without copying them once more. */
interface ByteSource extends Closeable {
    /**
     * Reads some of them.
     *
     * @param into has room
     * @return how many, at least one; -1 at the end
     * @throws IOException if they are damaged, or break off
     */
    int read(ByteBuffer into) throws IOException;

    /** What a stream gives. */
    static ByteSource of(InputStream stream) {
        var portion = new byte[1 << 17];
        return new ByteSource() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                int count = stream.read(portion, 0, Math.min(portion.length, into.remaining()));
                if (count > 0) {
                    into.put(portion, 0, count);
                }
                return count;
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
