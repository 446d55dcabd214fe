package dev.firedrill.postgres.integrity;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks at one page of a cleanly stopped cluster, besides its checksum: its header, whether it is new, what the visibility
 * map says of it.
 *
 * @param pages pages one behind the other, lowest byte first
 * @param pageSize in bytes
 * @param end the position of the cluster's last record: no page was written behind it
 */
record PageExamination(ByteBuffer pages, int pageSize, long end) {
    private static final int HEADER = 24;
    private static final int CHECKSUM = 8;
    private static final int FLAGS = 10;
    private static final int LOWER = 12;
    private static final int UPPER = 14;
    private static final int SPECIAL = 16;
    private static final int SIZE_AND_VERSION = 18;
    private static final int LAYOUT_VERSION = 4;
    private static final int KNOWN_FLAGS = 0x0007;
    private static final int FLAG_ALL_VISIBLE = 0x0004;

    /** Whether it is a new page: nothing but zeros. A page that only looks like one is a fault. */
    boolean isNew(int page) {
        int at = page * pageSize;
        if (pages.getShort(at + UPPER) != 0) {
            return false;
        }
        for (int i = 0; i < pageSize; i += Long.BYTES) {
            if (pages.getLong(at + i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has no room for an index's own data at its end: a page of a table, as no page of an index is. */
    boolean isOfTable(int page) {
        return unsigned(page, SPECIAL) == pageSize;
    }

    boolean saysAllVisible(int page) {
        return (unsigned(page, FLAGS) & FLAG_ALL_VISIBLE) != 0;
    }

    int checksum(int page) {
        return unsigned(page, CHECKSUM);
    }

    /** What is wrong with the header of a page that is not new, by the rules of the server itself. */
    Optional<String> headerFault(int page) {
        int lower = unsigned(page, LOWER);
        int upper = unsigned(page, UPPER);
        int special = unsigned(page, SPECIAL);
        int version = unsigned(page, SIZE_AND_VERSION);
        if (version != (pageSize | LAYOUT_VERSION)) {
            return Optional.of("its header is damaged: expecting page size %d, version %d, but found %d, %d"
                    .formatted(pageSize, LAYOUT_VERSION, version & 0xFF00, version & 0xFF));
        }
        boolean ordered = HEADER <= lower && lower <= upper && upper <= special && special <= pageSize;
        if (!ordered || special % Long.BYTES != 0 || (unsigned(page, FLAGS) & ~KNOWN_FLAGS) != 0) {
            return Optional.of("its header is damaged: lower %d, upper %d, special %d, flags %04X"
                    .formatted(lower, upper, special, unsigned(page, FLAGS)));
        }
        return Optional.empty();
    }

    /** A page from behind the cluster's end is another cluster's, or another time's. */
    Optional<String> positionFault(int page) {
        long position = Integer.toUnsignedLong(pages.getInt(page * pageSize)) << 32
                | Integer.toUnsignedLong(pages.getInt(page * pageSize + 4));
        return Long.compareUnsigned(position, end) > 0
                ? Optional.of(
                        "it was written at %X/%X, but the cluster ends at %X/%X: it is from another time or cluster"
                                .formatted(position >>> 32, position & 0xFFFFFFFFL, end >>> 32, end & 0xFFFFFFFFL))
                : Optional.empty();
    }

    private int unsigned(int page, int field) {
        return Short.toUnsignedInt(pages.getShort(page * pageSize + field));
    }
}
