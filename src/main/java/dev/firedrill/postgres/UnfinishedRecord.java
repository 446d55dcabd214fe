package dev.firedrill.postgres;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A record that begins on the last page that is there, and whose end is not. Its checksum cannot be computed, and a server
 * that waits for its end says nothing when none comes. Only a whole record behind it shows that its length is wrong.
 */
final class UnfinishedRecord {
    private static final int PREVIOUS = 8;

    private final int pageSize;
    private final WalRecord candidate = new WalRecord();
    private long position;
    private long length;
    private long successor = -1;

    UnfinishedRecord(int pageSize) {
        this.pageSize = pageSize;
    }

    /**
     * Looks at a page on which a record was begun and did not end.
     *
     * @param record that goes on behind the page; null if there is none
     */
    void look(WalRecord record, ByteBuffer window, int from, long address) {
        successor = -1;
        if (record != null && record.position() >= address) {
            position = record.position();
            length = record.length();
            int at = (int) (position - address);
            for (int next = at + WalRecord.HEADER; next + WalRecord.HEADER <= pageSize; next += Long.BYTES) {
                if (follows(window, from + next, from + pageSize)) {
                    successor = address + next;
                    return;
                }
            }
        }
    }

    private boolean follows(ByteBuffer window, int at, int end) {
        long its = Integer.toUnsignedLong(window.getInt(at));
        if (window.getLong(at + PREVIOUS) != position || its < WalRecord.HEADER || at + its > end) {
            return false;
        }
        candidate.begin(0, its);
        candidate.take(window.array(), at, end);
        return candidate.computed() == candidate.stored();
    }

    /** What is wrong with it, if that can be told. */
    Optional<WalFault> fault(WalSegment segment) {
        return successor < 0
                ? Optional.empty()
                : Optional.of(WalFault.inLog(
                        segment,
                        "the record at %s to end before the one at %s, which follows it"
                                .formatted(new Lsn(position), new Lsn(successor)),
                        "a length of %,d bytes".formatted(length)));
    }
}
