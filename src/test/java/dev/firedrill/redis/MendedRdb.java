package dev.firedrill.redis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** RDB files that were altered, and whose checksum fits all the same. */
public final class MendedRdb {
    private MendedRdb() {}

    /** The same with the checksum of what is in it now. */
    public static byte[] mended(byte[] rdb) {
        var crc = new Crc64();
        crc.update(ByteBuffer.wrap(rdb, 0, rdb.length - Long.BYTES));
        return put(rdb, rdb.length - Long.BYTES, Long.BYTES, crc.value());
    }

    /** The same, as saved at another moment. */
    public static byte[] savedAt(byte[] rdb, Instant moment) {
        int at = indexOf(rdb, "ctime") + "ctime".length() + 1;
        return mended(put(rdb, at, Integer.BYTES, moment.getEpochSecond()));
    }

    /** Where a text begins. */
    public static int indexOf(byte[] rdb, String text) {
        int at = new String(rdb, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("there is no [" + text + "]");
        }
        return at;
    }

    private static byte[] put(byte[] rdb, int at, int bytes, long number) {
        var copy = rdb.clone();
        var buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes == Long.BYTES) {
            buffer.putLong(at, number);
        } else {
            buffer.putInt(at, (int) number);
        }
        return copy;
    }
}
