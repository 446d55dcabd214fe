package dev.firedrill.postgres.integrity;

import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Checksums of pages as PostgreSQL computes them ({@code pg_checksum_page}): 32 sums side by side over the page, by a
 * variant of FNV-1a. Several pages are summed at once, word for word, so that the innermost loop is long enough for the
 * vector instructions that the compiler makes of it.
 */
final class PageChecksums {
    /** How many pages are summed at once: their rows of words stay in the processor's first cache. */
    static final int AT_ONCE = 8;

    private static final int SUMS = 32;
    private static final int PRIME = 16_777_619;
    /** The word that holds the checksum itself in its lower half, which counts as zero. */
    private static final int CHECKSUM_WORD = 2;

    private static final int[] OFFSETS = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private final int words;
    private final int[] sums = new int[AT_ONCE * SUMS];
    private final int[] row = new int[AT_ONCE * SUMS];

    /** @param pageSize in bytes */
    PageChecksums(int pageSize) {
        this.words = pageSize / Integer.BYTES;
    }

    /**
     * Sums pages that lie one behind the other.
     *
     * @param pages as words, lowest byte first
     * @param first the first of them
     * @param count at most {@link #AT_ONCE}
     * @param block the block number of the first one in its relation
     * @param results receives the checksums
     */
    void compute(IntBuffer pages, int first, int count, long block, int[] results) {
        int width = count * SUMS;
        for (int page = 0; page < count; page++) {
            System.arraycopy(OFFSETS, 0, sums, page * SUMS, SUMS);
        }
        for (int from = 0; from < words; from += SUMS) {
            gather(pages, first * words + from, count, from == 0);
            mix(sums, row, width);
        }
        Arrays.fill(row, 0);
        mix(sums, row, width);
        mix(sums, row, width);
        for (int page = 0; page < count; page++) {
            results[page] = Integer.remainderUnsigned(folded(page) ^ (int) (block + page), 65_535) + 1;
        }
    }

    private void gather(IntBuffer pages, int at, int count, boolean holdsChecksum) {
        for (int page = 0; page < count; page++) {
            pages.get(at + page * words, row, page * SUMS, SUMS);
        }
        if (holdsChecksum) {
            for (int page = 0; page < count; page++) {
                row[page * SUMS + CHECKSUM_WORD] &= 0xFFFF0000;
            }
        }
    }

    private static void mix(int[] sums, int[] row, int width) {
        for (int i = 0; i < width; i++) {
            int mixed = sums[i] ^ row[i];
            sums[i] = mixed * PRIME ^ mixed >>> 17;
        }
    }

    private int folded(int page) {
        int folded = 0;
        for (int i = 0; i < SUMS; i++) {
            folded ^= sums[page * SUMS + i];
        }
        return folded;
    }
}
