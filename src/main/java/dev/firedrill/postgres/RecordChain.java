package dev.firedrill.postgres;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Follows a log from record to record: each must be whole by its own checksum (CRC-32C) and name the one before it, and each
 * page must be the one that belongs there. It reads as a server does that replays, and so ends where that would end.
 * PostgreSQL 14 to 18, which differ only in the number that pages bear.
 */
final class RecordChain {
    private static final int ALIGNMENT = Long.BYTES;

    private final PageHeaders headers;
    private final TimelineSwitches switches;
    private final int pageSize;
    private final long start;
    private final WalRecord record = new WalRecord();
    private WalSegment segment;
    private boolean linked;
    private boolean switched;
    private boolean padded;
    private int header;
    private long last = -1;
    private long behind;
    private long records;

    /** @param start where the first record begins: where a backup's replay does */
    RecordChain(TimelineHistory history, Lsn start, int pageSize) {
        this.headers = new PageHeaders(history, pageSize);
        this.switches = new TimelineSwitches(history, start.value(), pageSize);
        this.start = start.value();
        this.pageSize = pageSize;
    }

    void begin(WalSegment next) {
        segment = next;
        switched = false;
        padded = true;
        headers.begin(next);
    }

    /** Follows it over one page; gives back the first thing that is wrong, after which there is no going on. */
    Optional<WalFault> follow(ByteBuffer window, int from, long address) {
        var page = LogPage.at(window, from);
        if (address + pageSize <= start) {
            headers.pass(page);
            return Optional.empty();
        }
        behind = Math.max(address, start);
        var fault = headers.fault(page, address);
        if (fault.isEmpty()) {
            fault = goesOn(page, address);
        }
        padded &= page.padding() == 0;
        header = page.headerLength();
        int skipped = address < start ? (int) (start - address) : header;
        return fault.isPresent() ? fault : read(window, from + skipped, from + pageSize, address - from);
    }

    private Optional<WalFault> goesOn(LogPage page, long address) {
        if (record.isUnderWay() && page.isOverwritten()) {
            record.abandon();
        }
        long left = record.isUnderWay() ? record.left() : 0;
        long found = page.isContinued() ? page.remaining() : 0;
        return address <= start || found == left
                ? Optional.empty()
                : fault(
                        "the page at %s to begin with %,d bytes of an earlier record".formatted(new Lsn(address), left)
                                + (left == 0 ? "" : ", the one at " + new Lsn(record.position())),
                        "%,d".formatted(found));
    }

    private Optional<WalFault> read(ByteBuffer window, int from, int end, long base) {
        int at = from;
        while (at < end && !switched) {
            if (!record.isUnderWay()) {
                behind = base + at;
                long length = Integer.toUnsignedLong(window.getInt(at));
                if (length < WalRecord.HEADER) {
                    return fault("a record at " + new Lsn(behind), "length " + length);
                }
                var fault = switches.passed(behind, header);
                if (fault.isPresent()) {
                    return fault;
                }
                record.begin(behind, length);
                linked = false;
            }
            at = aligned(window, at + record.take(window.array(), at, end));
            var fault = examine();
            if (fault.isPresent()) {
                return fault;
            }
        }
        behind = record.isUnderWay() ? behind : base + at;
        return Optional.empty();
    }

    /** A server leaves zeros between the end of a record and the place where the next may begin. */
    private int aligned(ByteBuffer window, int end) {
        int at = end;
        for (; (at & ALIGNMENT - 1) != 0; at++) {
            padded &= window.get(at) == 0;
        }
        return at;
    }

    private Optional<WalFault> examine() {
        if (!linked && record.hasHeader()) {
            linked = last < 0 ? record.previous() < record.position() : record.previous() == last;
            if (!linked) {
                var expected = last < 0 ? "an earlier one" : "the one at " + new Lsn(last);
                return fault(
                        "the record at %s to follow %s".formatted(new Lsn(record.position()), expected),
                        new Lsn(record.previous()).toString());
            }
        }
        if (record.isUnderWay()) {
            return Optional.empty();
        }
        if (record.computed() != record.stored()) {
            return fault(
                    "the record at %s (%,d bytes) to have the CRC-32C that it bears, %08X"
                            .formatted(new Lsn(record.position()), record.length(), record.stored()),
                    "%08X".formatted(record.computed()));
        }
        last = record.position();
        records++;
        switched = record.isSwitch();
        return Optional.empty();
    }

    private Optional<WalFault> fault(String expected, String found) {
        return Optional.of(WalFault.inLog(segment, expected, found));
    }

    /** Whether the segment ended with its last record, by a switch. */
    boolean isSwitched() {
        return switched;
    }

    /** Whether there are zeros wherever a server leaves them between what it reads, in this segment so far. */
    boolean isPadded() {
        return padded;
    }

    /** The record that was begun and goes on behind what was read; null if there is none. */
    WalRecord underWay() {
        return record.isUnderWay() ? record : null;
    }

    /** Where on the newest page what was followed ends. */
    long behind() {
        return behind;
    }

    /** Where the last whole record begins; -1 if there is none. */
    long last() {
        return last;
    }

    long records() {
        return records;
    }
}
