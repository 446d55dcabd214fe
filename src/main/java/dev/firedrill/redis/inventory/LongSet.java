package dev.firedrill.redis.inventory;

import java.util.Arrays;

/** Numbers of 64 bits, in about 12 bytes each. */
final class LongSet {
    private static final int LEAST = 1 << 10;

    private long[] table = new long[LEAST];
    private boolean holdsZero;
    private int size;

    /** @return whether it was not there yet */
    boolean add(long number) {
        if (number == 0) {
            boolean added = !holdsZero;
            holdsZero = true;
            return added;
        }
        int at = place(table, number);
        if (table[at] == number) {
            return false;
        }
        table[at] = number;
        if (++size > table.length / 4 * 3) {
            grow();
        }
        return true;
    }

    private void grow() {
        var larger = new long[Math.multiplyExact(table.length, 2)];
        Arrays.stream(table).filter(number -> number != 0).forEach(number -> larger[place(larger, number)] = number);
        table = larger;
    }

    /** The numbers are digests: their lowest bits are as good as any. */
    private static int place(long[] table, long number) {
        int at = (int) number & table.length - 1;
        while (table[at] != 0 && table[at] != number) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }
}
