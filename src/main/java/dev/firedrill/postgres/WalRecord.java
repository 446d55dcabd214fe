package dev.firedrill.postgres;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** One record of a log, read piece by piece, with its checksum. It is used again for the next one. */
final class WalRecord {
    static final int HEADER = 24;
    private static final int PREVIOUS = 8;
    private static final int INFO = 16;
    private static final int MANAGER = 17;
    private static final int CHECKSUM = 20;
    private static final int XLOG_MANAGER = 0;
    private static final int XLOG_SWITCH = 0x40;

    private final byte[] header = new byte[HEADER];
    private final ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private long position;
    private long length;
    private long taken;

    /** @param length in bytes, with its header */
    void begin(long position, long length) {
        this.position = position;
        this.length = length;
        taken = 0;
        checksum.reset();
    }

    /** Takes what a page holds of it. The checksum covers what follows the header first, and then the header. */
    int take(byte[] page, int from, int to) {
        int count = (int) Math.min(left(), to - from);
        int ofHeader = taken < HEADER ? (int) Math.min(HEADER - taken, count) : 0;
        System.arraycopy(page, from, header, (int) Math.min(taken, HEADER), ofHeader);
        checksum.update(page, from + ofHeader, count - ofHeader);
        taken += count;
        if (taken == length) {
            checksum.update(header, 0, CHECKSUM);
        }
        return count;
    }

    /** It counts for nothing, as if it had not been begun. */
    void abandon() {
        taken = length;
    }

    boolean isUnderWay() {
        return taken < length;
    }

    boolean hasHeader() {
        return taken >= HEADER;
    }

    long position() {
        return position;
    }

    long length() {
        return length;
    }

    long left() {
        return length - taken;
    }

    /** Where the record before it begins, by its own word. */
    long previous() {
        return fields.getLong(PREVIOUS);
    }

    /** Of what was read, once it is complete. */
    int computed() {
        return (int) checksum.getValue();
    }

    /** By its own word. */
    int stored() {
        return fields.getInt(CHECKSUM);
    }

    /** Whether nothing follows it in its segment. */
    boolean isSwitch() {
        return header[MANAGER] == XLOG_MANAGER && (header[INFO] & 0xF0) == XLOG_SWITCH;
    }
}
