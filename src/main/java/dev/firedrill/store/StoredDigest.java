package dev.firedrill.store;

import java.io.IOException;
import java.util.Optional;

/** The digest that a store itself keeps of an object, computed anew from its bytes. */
public interface StoredDigest {
    /** Takes the next bytes, in their order. */
    void update(byte[] bytes, int offset, int length);

    /**
     * What does not fit, once all bytes were taken; empty if they are those that the store was given.
     *
     * @throws IOException if it cannot be told
     */
    Optional<String> mismatch() throws IOException;
}
