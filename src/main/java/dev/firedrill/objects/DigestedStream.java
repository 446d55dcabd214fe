package dev.firedrill.objects;

import dev.firedrill.store.StoredContent;
import dev.firedrill.store.StoredDigest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;

/** Bytes on their way through the digest that their store keeps of them, if it keeps one. */
final class DigestedStream extends FilterInputStream {
    private final Optional<StoredDigest> digest;

    DigestedStream(StoredContent content) {
        super(content.stream());
        this.digest = content.digest();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            digest.ifPresent(one -> one.update(bytes, offset, read));
        }
        return read;
    }
}
