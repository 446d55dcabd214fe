package dev.firedrill.redis.inventory;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes one digest after the other. Each part is preceded by its length: no two sequences of parts read the same. */
final class Sha256 {
    private final MessageDigest digest;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Sha256 number(long value) {
        digest.update(number.putLong(0, value).array());
        return this;
    }

    Sha256 part(byte[] bytes) {
        number(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Bytes without their length: a piece of something whose length is said elsewhere. */
    Sha256 piece(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    Sha256 part(Digest other) {
        return number(other.high()).number(other.low());
    }

    /** The digest of all parts; the next one begins with nothing. */
    Digest end() {
        return Digest.of(ByteBuffer.wrap(digest.digest()));
    }
}
