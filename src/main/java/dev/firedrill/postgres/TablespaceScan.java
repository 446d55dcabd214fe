package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes through segments of WAL from record to record, looking only at their headers, for those that make a tablespace. It
 * goes at least as far as a server does, which checks more and so stops earlier. PostgreSQL 14 to 18.
 */
final class TablespaceScan implements PageSink {
    private static final int HEADER = 24;
    private static final int PREVIOUS = 8;
    private static final int INFO = 16;
    private static final int MANAGER = 17;
    private static final int XLOG_MANAGER = 0;
    private static final int XLOG_SWITCH = 0x40;
    private static final int TABLESPACE_MANAGER = 5;
    private static final int TABLESPACE_CREATE = 0x00;
    private static final int LONGEST_CREATION = 1 << 16;

    private final ByteBuffer page;
    private final ReplayEnd end;
    private final Set<Long> ended = new HashSet<>();
    private final List<Made> found = new ArrayList<>();
    private long timeline;
    private long begin;
    private long begunOn;
    private long left;
    private Lsn begun;
    private ByteArrayOutputStream kept;

    TablespaceScan(int pageSize) {
        this(pageSize, new ReplayEnd(new RecoveryTarget.Latest(), new Lsn(0)));
    }

    /** @param end what is behind it on the same timeline is not reached */
    TablespaceScan(int pageSize, ReplayEnd end) {
        this.end = end;
        this.page = ByteBuffer.allocate(pageSize).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A tablespace that was made.
     *
     * @param at the position of the record
     * @param before the position of the record before it
     * @param place where production has it
     */
    record Made(Lsn at, Lsn before, String place) {}

    List<Made> found() {
        return List.copyOf(found);
    }

    /** Segments come in order; a record may go on in the next. */
    @Override
    public void begin(WalSegment segment) {
        timeline = segment.timeline();
        begin = segment.start().value();
    }

    /** A shorter segment is a fault that is told elsewhere; what there is of it was seen. */
    @Override
    public void end(WalSegment segment, boolean whole) {}

    /** False where nothing follows: after a switch, behind the end of what was written, or on a page from another time. */
    @Override
    public boolean take(ByteBuffer window, int from, long address) {
        page.put(0, window, from, page.capacity());
        var header = LogPage.at(page, 0);
        if (header.address() != address) {
            return false;
        }
        if (address == begin && header.remaining() != left) {
            left = header.remaining();
            kept = null;
        }
        int at = header.headerLength();
        at = goOn(at);
        while (at + Long.BYTES <= page.capacity()) {
            long length = Integer.toUnsignedLong(page.getInt(at));
            if (length < HEADER || isSwitch(at)) {
                left = 0;
                return false;
            }
            keep(new Lsn(address + at), at, length);
            at = goOn(at);
        }
        return true;
    }

    private boolean isSwitch(int at) {
        return hasHeader(at) && page.get(at + MANAGER) == XLOG_MANAGER && (page.get(at + INFO) & 0xF0) == XLOG_SWITCH;
    }

    private boolean hasHeader(int at) {
        return at + HEADER <= page.capacity();
    }

    /** Kept is what makes a tablespace or ends replay, and what may, since its header goes on behind the page. */
    private void keep(Lsn position, int at, long length) {
        begun = position;
        begunOn = timeline;
        left = length;
        boolean isWanted = !hasHeader(at) || isWanted(page.get(at + MANAGER), page.get(at + INFO));
        kept = isWanted && length <= LONGEST_CREATION ? new ByteArrayOutputStream((int) length) : null;
    }

    private boolean isWanted(int manager, int info) {
        return isCreation(manager, info) || end.mayBe(manager, info);
    }

    private static boolean isCreation(int manager, int info) {
        return manager == TABLESPACE_MANAGER && (info & 0xF0) == TABLESPACE_CREATE;
    }

    /** Passes over what this page holds of the record; the place of the next one. */
    private int goOn(int at) {
        int count = (int) Math.min(left, page.capacity() - at);
        if (kept != null) {
            kept.write(page.array(), at, count);
        }
        left -= count;
        if (left == 0 && kept != null) {
            examine(ByteBuffer.wrap(kept.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
            kept = null;
        }
        return at + count + 7 & ~7;
    }

    /** After the header comes the mark of the main data with its length, the tablespace's OID, and its place. */
    private void examine(ByteBuffer record) {
        if (end.isAt(begun, record)) {
            ended.add(begunOn);
        }
        if (!isCreation(record.get(MANAGER), record.get(INFO)) || ended.contains(begunOn)) {
            return;
        }
        int data = (record.get(HEADER) & 0xFF) == 254 ? HEADER + 5 : HEADER + 2;
        int start = data + Integer.BYTES;
        int stop = start;
        while (stop < record.limit() && record.get(stop) != 0) {
            stop++;
        }
        var place = new String(record.array(), start, Math.max(0, stop - start), StandardCharsets.UTF_8);
        found.add(new Made(begun, new Lsn(record.getLong(PREVIOUS)), place));
    }
}
