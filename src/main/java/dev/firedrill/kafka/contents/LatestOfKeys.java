package dev.firedrill.kafka.contents;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The newest record of each key, by 128 bits of the digests of both: 32 bytes a key at most half full, for compacted topics
 * may have millions.
 */
final class LatestOfKeys {
    private static final int FIRST = 1 << 10;
    private static final int LONGS = 4;

    private long[] slots = new long[FIRST * LONGS];
    private int used;

    /** @param record its digest; null for a tombstone */
    void put(byte[] key, byte[] record) {
        if (2 * used >= slots.length / LONGS) {
            grow();
        }
        var bytes = ByteBuffer.wrap(key);
        long high = bytes.getLong() | 1;
        long low = bytes.getLong();
        int at = find(slots, high, low);
        if (slots[at] == 0) {
            used++;
        }
        var newest = record == null ? null : ByteBuffer.wrap(record);
        set(slots, at, high, low, newest == null ? 0 : newest.getLong(), newest == null ? 0 : newest.getLong());
    }

    private static int find(long[] slots, long high, long low) {
        int mask = slots.length / LONGS - 1;
        int slot = (int) low & mask;
        while (slots[slot * LONGS] != 0 && (slots[slot * LONGS] != high || slots[slot * LONGS + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot * LONGS;
    }

    private static void set(long[] slots, int at, long high, long low, long first, long second) {
        slots[at] = high;
        slots[at + 1] = low;
        slots[at + 2] = first;
        slots[at + 3] = second;
    }

    private void grow() {
        var larger = new long[2 * slots.length];
        for (int at = 0; at < slots.length; at += LONGS) {
            if (slots[at] != 0) {
                set(
                        larger,
                        find(larger, slots[at], slots[at + 1]),
                        slots[at],
                        slots[at + 1],
                        slots[at + 2],
                        slots[at + 3]);
            }
        }
        slots = larger;
    }

    LatestValues values() {
        long keys = 0;
        long first = 0;
        long second = 0;
        for (int at = 0; at < slots.length; at += LONGS) {
            boolean live = slots[at + 2] != 0 || slots[at + 3] != 0;
            keys += live ? 1 : 0;
            first += slots[at + 2];
            second += slots[at + 3];
        }
        var sum = ByteBuffer.allocate(2 * Long.BYTES).putLong(first).putLong(second);
        return new LatestValues(keys, HexFormat.of().formatHex(sum.array()));
    }
}
