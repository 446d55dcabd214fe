package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.verdict.Inconclusive;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes through segments of WAL from record to record, looking only at their headers, for those that make a tablespace. It
 * goes at least as far as a server does, which checks more and so stops earlier. PostgreSQL 14 to 18.
 */
final class TablespaceScan {
    private static final int PAGE_HEADER = 24;
    private static final int LONG_PAGE_HEADER = 40;
    private static final int LONG = 0x0002;
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
    void read(WalSegment segment, Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Inconclusive("WAL segment " + file + " is a pipe or a device, which cannot be looked through"
                    + "\n  Remedy: let the archive hold the segments themselves");
        }
        timeline = segment.timeline();
        try (var channel = FileChannel.open(file)) {
            var window = ByteBuffer.allocate(1 << 20);
            window.limit(0);
            boolean goesOn = true;
            for (long at = 0; goesOn && at < segment.segmentSize(); at += page.capacity()) {
                fillPage(channel, window);
                goesOn = readPage(new Lsn(segment.start().value() + at), at == 0);
            }
        } catch (EOFException e) {
            // A shorter segment is a fault that is told elsewhere; what there is of it was seen.
        } catch (IOException e) {
            throw BackupFile.unreadable(file, e);
        }
    }

    private void fillPage(FileChannel channel, ByteBuffer window) throws IOException {
        page.clear();
        while (page.hasRemaining()) {
            if (!window.hasRemaining()) {
                window.clear();
                int count = channel.read(window);
                window.flip();
                if (count < 0) {
                    throw new EOFException();
                }
            }
            var part = window.slice(window.position(), Math.min(window.remaining(), page.remaining()));
            window.position(window.position() + part.remaining());
            page.put(part);
        }
    }

    /** False where nothing follows: after a switch, behind the end of what was written, or on a page from another time. */
    private boolean readPage(Lsn address, boolean isFirst) {
        if (page.getLong(8) != address.value()) {
            return false;
        }
        int at = (page.getShort(2) & LONG) != 0 ? LONG_PAGE_HEADER : PAGE_HEADER;
        long remaining = Integer.toUnsignedLong(page.getInt(16));
        if (isFirst && remaining != left) {
            left = remaining;
            kept = null;
        }
        at = goOn(at);
        while (at + Long.BYTES <= page.capacity()) {
            long length = Integer.toUnsignedLong(page.getInt(at));
            if (length < HEADER || isSwitch(at)) {
                left = 0;
                return false;
            }
            begin(new Lsn(address.value() + at), at, length);
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
    private void begin(Lsn position, int at, long length) {
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
