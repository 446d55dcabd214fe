package dev.firedrill.aws.s3;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME, which S3 computes of each object that is uploaded without another checksum. The SDK has it in native code
 * only, which is not here. Eight bytes are taken at a time, with a table for each; and three stretches side by side, since
 * a processor waits for the tables most of the time.
 */
final class Crc64Nvme implements Checksum {
    /** Its polynomial, lowest power first. */
    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

    private static final int STRETCH = 4_096;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] TABLES = tables();
    private static final long[] STRETCHES = stretches();

    private long register = -1;

    /** What each value of each of eight bytes becomes when it has gone through the register. */
    private static long[] tables() {
        var tables = new long[8 * 256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
            }
            tables[i] = value;
        }
        for (int i = 256; i < tables.length; i++) {
            long value = tables[i - 256];
            tables[i] = value >>> 8 ^ tables[(int) value & 0xff];
        }
        return tables;
    }

    /** The same of a stretch of zeros that follows. */
    private static long[] stretches() {
        var shifted = new long[8 * 256];
        for (int i = 0; i < shifted.length; i++) {
            long value = (i & 0xffL) << (7 - i / 256) * 8;
            for (int at = 0; at < STRETCH; at += 8) {
                value = through(TABLES, value);
            }
            shifted[i] = value;
        }
        return shifted;
    }

    @Override
    public void update(int b) {
        register = register >>> 8 ^ TABLES[(int) (register ^ b) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        for (; end - at >= 3 * STRETCH; at += 3 * STRETCH) {
            stretches(bytes, at);
        }
        long value = register;
        for (; end - at >= 8; at += 8) {
            value = through(TABLES, value ^ (long) LONGS.get(bytes, at));
        }
        register = value;
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    /** Three of them, each by itself; then what the first has left goes through the second, and so on. */
    private void stretches(byte[] bytes, int begin) {
        long first = register;
        long second = 0;
        long third = 0;
        for (int at = begin; at < begin + STRETCH; at += 8) {
            first = through(TABLES, first ^ (long) LONGS.get(bytes, at));
            second = through(TABLES, second ^ (long) LONGS.get(bytes, at + STRETCH));
            third = through(TABLES, third ^ (long) LONGS.get(bytes, at + 2 * STRETCH));
        }
        register = through(STRETCHES, through(STRETCHES, first) ^ second) ^ third;
    }

    private static long through(long[] tables, long value) {
        return tables[7 * 256 + ((int) value & 0xff)]
                ^ tables[6 * 256 + ((int) (value >>> 8) & 0xff)]
                ^ tables[5 * 256 + ((int) (value >>> 16) & 0xff)]
                ^ tables[4 * 256 + ((int) (value >>> 24) & 0xff)]
                ^ tables[3 * 256 + ((int) (value >>> 32) & 0xff)]
                ^ tables[2 * 256 + ((int) (value >>> 40) & 0xff)]
                ^ tables[256 + ((int) (value >>> 48) & 0xff)]
                ^ tables[(int) (value >>> 56)];
    }

    @Override
    public long getValue() {
        return ~register;
    }

    @Override
    public void reset() {
        register = -1;
    }
}
