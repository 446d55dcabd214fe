package dev.firedrill.redis.inventory;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys of one database that expire, one by one, in 33 bytes each: only so it can be told later whether one is gone
 * because its time was over, or was lost.
 */
final class ExpiringKeys {
    static final int BYTES_EACH = 2 * Long.BYTES + Digest.BYTES + 1;
    private static final int LEAST = 64;

    private long[] hashes = new long[LEAST];
    private long[] expiries = new long[LEAST];
    private long[] digests = new long[2 * LEAST];
    private byte[] types = new byte[LEAST];
    private int size;
    /** Places in the arrays, one more than they are, by hash; 0 is none. */
    private int[] index;

    void add(FoundKey key) {
        add(key.name().hash(), key.expiry(), key.content(), key.type());
    }

    private void add(long hash, long expiry, Digest content, KeyType type) {
        if (size == hashes.length) {
            grow();
        }
        hashes[size] = hash;
        expiries[size] = expiry;
        digests[2 * size] = content.high();
        digests[2 * size + 1] = content.low();
        types[size] = (byte) type.ordinal();
        size++;
        index = null;
    }

    private void grow() {
        int larger = Math.multiplyExact(size, 2);
        hashes = Arrays.copyOf(hashes, larger);
        expiries = Arrays.copyOf(expiries, larger);
        digests = Arrays.copyOf(digests, 2 * larger);
        types = Arrays.copyOf(types, larger);
    }

    int size() {
        return size;
    }

    long hash(int place) {
        return hashes[place];
    }

    long expiry(int place) {
        return expiries[place];
    }

    Digest content(int place) {
        return new Digest(digests[2 * place], digests[2 * place + 1]);
    }

    KeyType type(int place) {
        return KeyType.of(types[place]);
    }

    /** Its place; -1 if there is none of that hash. */
    int place(long hash) {
        if (index == null) {
            index();
        }
        int at = (int) hash & index.length - 1;
        while (index[at] != 0) {
            if (hashes[index[at] - 1] == hash) {
                return index[at] - 1;
            }
            at = at + 1 & index.length - 1;
        }
        return -1;
    }

    private void index() {
        index = new int[Integer.highestOneBit(Math.max(2, size)) * 4];
        for (int i = 0; i < size; i++) {
            int at = (int) hashes[i] & index.length - 1;
            while (index[at] != 0) {
                at = at + 1 & index.length - 1;
            }
            index[at] = i + 1;
        }
    }

    /** Of those from one place to before another. */
    byte[] bytes(int from, int to) {
        var bytes = ByteBuffer.allocate((to - from) * BYTES_EACH);
        for (int i = from; i < to; i++) {
            bytes.putLong(hashes[i]).putLong(expiries[i]);
            content(i).writeTo(bytes);
            bytes.put(types[i]);
        }
        return bytes.array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of some keys */
    void addAll(byte[] content) {
        if (content.length % BYTES_EACH != 0) {
            throw new IllegalArgumentException("[expiring] has a line of " + content.length + " bytes");
        }
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            add(bytes.getLong(), bytes.getLong(), Digest.of(bytes), KeyType.of(bytes.get()));
        }
    }
}
