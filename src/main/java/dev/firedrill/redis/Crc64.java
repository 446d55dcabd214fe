package dev.firedrill.redis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * CRC-64 as Redis computes it over an RDB file: Jones's polynomial, reflected, begun with zero. Of the text
 * {@code 123456789} it is {@code e9c6d914c4b8d9ca}. Eight bytes at a time, by eight tables.
 */
final class Crc64 {
    private static final long POLYNOMIAL = 0x95AC9329AC4BC9B5L;
    private static final long[][] TABLES = tables();

    private long value;

    private static long[][] tables() {
        var tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            tables[0][i] = crc;
        }
        for (int i = 0; i < 256; i++) {
            for (int table = 1; table < 8; table++) {
                long before = tables[table - 1][i];
                tables[table][i] = tables[0][(int) before & 0xFF] ^ (before >>> 8);
            }
        }
        return tables;
    }

    /** The next bytes, all that remain in the buffer. */
    void update(ByteBuffer bytes) {
        var words = bytes.order(ByteOrder.LITTLE_ENDIAN);
        long crc = value;
        while (words.remaining() >= Long.BYTES) {
            crc ^= words.getLong();
            crc = TABLES[7][(int) crc & 0xFF]
                    ^ TABLES[6][(int) (crc >>> 8) & 0xFF]
                    ^ TABLES[5][(int) (crc >>> 16) & 0xFF]
                    ^ TABLES[4][(int) (crc >>> 24) & 0xFF]
                    ^ TABLES[3][(int) (crc >>> 32) & 0xFF]
                    ^ TABLES[2][(int) (crc >>> 40) & 0xFF]
                    ^ TABLES[1][(int) (crc >>> 48) & 0xFF]
                    ^ TABLES[0][(int) (crc >>> 56)];
        }
        while (words.hasRemaining()) {
            crc = TABLES[0][(int) (crc ^ words.get()) & 0xFF] ^ (crc >>> 8);
        }
        value = crc;
    }

    long value() {
        return value;
    }
}
