package dev.firedrill.objects;

import dev.firedrill.store.StoredName;

/**
 * What a list says of one object.
 *
 * @param digest in small hex digits; empty if the list has none for it
 * @param size in bytes; {@link #UNKNOWN} if the list does not say
 * @param line of the list, from 1
 */
record ListedObject(StoredName name, DigestAlgorithm algorithm, String digest, long size, int line) {
    static final long UNKNOWN = -1;

    boolean hasDigest() {
        return !digest.isEmpty();
    }

    /** Whether this is the digest of no bytes at all. */
    boolean isOfNothing() {
        return hasDigest() && digest.equals(Hex.of(algorithm.newDigest().digest()));
    }

    boolean saysTheSameAs(ListedObject other) {
        return algorithm == other.algorithm && digest.equals(other.digest) && size == other.size;
    }
}
