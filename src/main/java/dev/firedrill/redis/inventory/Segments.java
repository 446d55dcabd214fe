package dev.firedrill.redis.inventory;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sums over the keys of one database that do not expire, in segments by the hash of their names: how many they are, which
 * they are, and what they hold. Two segments with different keys have the same sums with a probability of about 2^-128.
 */
final class Segments {
    /** Of so few keys a person finds the one that differs. */
    private static final int KEYS_EACH = 4;

    private static final int MOST_BITS = 18;
    static final int BYTES_EACH = Integer.BYTES + 2 * Digest.BYTES;

    private final int bits;
    private final int[] counts;
    private final Digest[] names;
    private final Digest[] contents;

    /** @param bits of the hash, by which segments are told apart: there are 2^bits of them */
    Segments(int bits) {
        if (bits < 0 || bits > MOST_BITS) {
            throw new IllegalArgumentException("there are no 2^" + bits + " segments");
        }
        this.bits = bits;
        this.counts = new int[1 << bits];
        this.names = new Digest[1 << bits];
        this.contents = new Digest[1 << bits];
        Arrays.fill(names, Digest.ZERO);
        Arrays.fill(contents, Digest.ZERO);
    }

    /** As many as are good for so many keys. */
    static Segments forKeys(long keys) {
        int bits = 0;
        while (bits < MOST_BITS && (long) KEYS_EACH << bits < keys) {
            bits++;
        }
        return new Segments(bits);
    }

    /** As many as others have, and empty. */
    Segments likeThese() {
        return new Segments(bits);
    }

    int of(long hash) {
        return bits == 0 ? 0 : (int) (hash >>> Long.SIZE - bits);
    }

    void add(FoundKey key) {
        int segment = of(key.name().hash());
        counts[segment]++;
        names[segment] = names[segment].plus(key.name().digest());
        contents[segment] = contents[segment].plus(key.content());
    }

    int number() {
        return counts.length;
    }

    int bits() {
        return bits;
    }

    int count(int segment) {
        return counts[segment];
    }

    Digest names(int segment) {
        return names[segment];
    }

    Digest contents(int segment) {
        return contents[segment];
    }

    long all() {
        return Arrays.stream(counts).asLongStream().sum();
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(counts.length, BYTES_EACH));
        for (int i = 0; i < counts.length; i++) {
            bytes.putInt(counts[i]);
            names[i].writeTo(bytes);
            contents[i].writeTo(bytes);
        }
        return bytes.array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of so many segments */
    static Segments of(int bits, byte[] content) {
        var segments = new Segments(bits);
        if (content.length != segments.number() * BYTES_EACH) {
            throw new IllegalArgumentException("[segments] has " + content.length + " bytes");
        }
        var bytes = ByteBuffer.wrap(content);
        for (int i = 0; i < segments.number(); i++) {
            segments.counts[i] = bytes.getInt();
            segments.names[i] = Digest.of(bytes);
            segments.contents[i] = Digest.of(bytes);
        }
        return segments;
    }
}
