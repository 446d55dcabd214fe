package dev.firedrill.kafka.contents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The SHA-256 of what a producer said: timestamp, key, value, headers in their order. Every part is preceded by its length
 * (-1 for null), so that no two records read the same. Not for several threads at once.
 */
final class RecordDigest {
    static final int LENGTH = 32;
    private static final int NULL = -1;
    private static final int FIRST = 4096;

    private final MessageDigest sha256 = sha256();
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST);

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.timestamp(), record.key(), record.value(), record.headers());
    }

    byte[] of(long timestamp, byte[] key, byte[] value, Headers headers) {
        buffer.clear();
        buffer.putLong(timestamp);
        put(key);
        put(value);
        for (var header : headers) {
            put(header.key().getBytes(StandardCharsets.UTF_8));
            put(header.value());
        }
        sha256.update(buffer.array(), 0, buffer.position());
        return sha256.digest();
    }

    /** How many bytes the last record had, with its lengths. */
    int length() {
        return buffer.position();
    }

    private void put(byte[] bytes) {
        if (bytes == null) {
            room(Integer.BYTES).putInt(NULL);
        } else {
            room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
        }
    }

    private ByteBuffer room(int needed) {
        if (buffer.remaining() < needed) {
            buffer = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + needed))
                    .put(buffer.flip());
        }
        return buffer;
    }
}
