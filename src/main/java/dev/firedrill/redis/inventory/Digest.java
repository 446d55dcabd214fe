package dev.firedrill.redis.inventory;

import java.nio.ByteBuffer;

/**
 * The first 128 bits of a SHA-256, or a sum of such, modulo 2^128. Sums do not depend on an order, and what stands there
 * twice does not cancel itself out.
 */
record Digest(long high, long low) {
    static final Digest ZERO = new Digest(0, 0);
    static final int BYTES = 16;

    static Digest of(ByteBuffer bytes) {
        return new Digest(bytes.getLong(), bytes.getLong());
    }

    Digest plus(Digest other) {
        long sum = low + other.low;
        return new Digest(high + other.high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0), sum);
    }

    Digest minus(Digest other) {
        return new Digest(high - other.high - (Long.compareUnsigned(low, other.low) < 0 ? 1 : 0), low - other.low);
    }

    void writeTo(ByteBuffer bytes) {
        bytes.putLong(high).putLong(low);
    }
}
