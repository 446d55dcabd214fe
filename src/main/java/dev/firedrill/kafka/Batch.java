package dev.firedrill.kafka;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The head of a batch of records, as Kafka writes it to segments since 0.11 (format 2). The CRC-32C is computed over all
 * that follows it. Kafka's own classes for this are no public interface.
 *
 * @param base the offset of its first record, also where that was compacted away
 * @param length bytes that follow the first twelve
 * @param epoch of the leader that wrote it; no checksum covers it, nor what stands before it
 * @param last the offset of its last record, also where that was compacted away
 * @param newest the latest timestamp in it, in epoch milliseconds
 * @param producer who wrote it; -1 where it has no number
 * @param records how many it holds
 */
record Batch(
        long base,
        int length,
        int epoch,
        byte magic,
        int crc,
        short attributes,
        long last,
        long newest,
        long producer,
        int records) {
    /** Bytes before the first record. */
    static final int HEAD = 61;
    /** Bytes that {@code length} does not count. */
    static final int UNCOUNTED = 12;

    static final byte MAGIC = 2;
    /** Where the bytes begin that the checksum is computed of. */
    static final int CHECKED_FROM = 21;

    private static final int TRANSACTIONAL = 0x10;
    private static final int CONTROL = 0x20;

    static Batch read(ByteBuffer head) {
        long base = head.getLong(0);
        return new Batch(
                base,
                head.getInt(8),
                head.getInt(12),
                head.get(16),
                head.getInt(17),
                head.getShort(21),
                base + head.getInt(23),
                head.getLong(35),
                head.getLong(43),
                head.getInt(57));
    }

    /** All its bytes. */
    long size() {
        return (long) UNCOUNTED + length;
    }

    /** Whether it is a mark of Kafka's own, such as the end of a transaction. */
    boolean isControl() {
        return (attributes & CONTROL) != 0;
    }

    /** Whether it is of a transaction, or ends one. */
    boolean isTransactional() {
        return (attributes & TRANSACTIONAL) != 0;
    }

    /** Whether it can be a head at all. */
    boolean isPossible() {
        return length >= HEAD - UNCOUNTED && base >= 0 && last >= base;
    }

    boolean isProvenBy(CRC32C computed) {
        return (int) computed.getValue() == crc;
    }
}
