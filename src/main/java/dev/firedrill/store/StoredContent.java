package dev.firedrill.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * An object that is being read.
 *
 * @param stream its bytes
 * @param digest what its store itself says of the whole object; empty where it says nothing, as a directory
 */
public record StoredContent(InputStream stream, Optional<StoredDigest> digest) implements AutoCloseable {
    /** Of a store without digests. */
    public static StoredContent of(InputStream stream) {
        return new StoredContent(stream, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
