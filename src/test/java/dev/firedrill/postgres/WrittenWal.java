package dev.firedrill.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Pages of WAL with records wherever a test wants them, in segments of 1 MiB; no server would take them. */
final class WrittenWal {
    static final int SEGMENT = 1 << 20;
    static final int PAGE = 8192;

    static final long SYSTEM = 4711;

    private static final int FIRST = SEGMENT;

    private final List<ByteBuffer> pages = new ArrayList<>();
    private ByteBuffer page;
    private long previous;

    WrittenWal() {
        newPage(0);
    }

    private void newPage(int remaining) {
        page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        boolean isFirst = pages.size() * PAGE % SEGMENT == 0;
        page.putShort((short) 0xD116)
                .putShort((short) ((isFirst ? 2 : 0) | (remaining > 0 ? 1 : 0)))
                .putInt(1);
        page.putLong(FIRST + (long) pages.size() * PAGE).putInt(remaining).putInt(0);
        if (isFirst) {
            page.putLong(SYSTEM).putInt(SEGMENT).putInt(PAGE);
        }
        pages.add(page);
    }

    /** Where the next record begins. */
    long position() {
        return FIRST + (pages.size() - 1L) * PAGE + page.position();
    }

    /** What is left of its page there. */
    int leftOfPage() {
        return page.remaining();
    }

    WrittenWal creation(int oid, String place) {
        var path = place.getBytes(StandardCharsets.UTF_8);
        var data = ByteBuffer.allocate(6 + path.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) 254).putInt(4 + path.length + 1).putInt(oid).put(path).put((byte) 0);
        return record(5, 0, data.array());
    }

    /** A record of another kind, of that size in all. */
    WrittenWal filler(int size) {
        return record(10, 0, new byte[size - 24]);
    }

    /** Ends the segment by a switch. */
    WrittenWal toNextSegment() {
        record(0, 0x40, new byte[0]);
        while (pages.size() * PAGE % SEGMENT != 0) {
            pages.add(ByteBuffer.allocate(PAGE));
        }
        newPage(0);
        return this;
    }

    /** Begins a record of that size, and never writes what of it would be on the next page: as a crash leaves it. */
    WrittenWal brokenOff(int size) {
        long before = previous;
        int first = pages.size();
        filler(size);
        while (pages.size() > first) {
            pages.remove(pages.size() - 1);
        }
        newPage(0);
        page.putShort(2, (short) (page.getShort(2) | 8));
        previous = before;
        return this;
    }

    private WrittenWal record(int manager, int info, byte[] data) {
        long at = position();
        var record = ByteBuffer.allocate(24 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(record.capacity())
                .putInt(7)
                .putLong(previous)
                .put((byte) info)
                .put((byte) manager);
        record.position(24).put(data).flip();
        var crc = new CRC32C();
        crc.update(record.array(), 24, data.length);
        crc.update(record.array(), 0, 20);
        record.putInt(20, (int) crc.getValue());
        while (record.hasRemaining()) {
            int count = Math.min(page.remaining(), record.remaining());
            page.put(record.slice(record.position(), count));
            record.position(record.position() + count);
            if (!page.hasRemaining()) {
                newPage(record.remaining());
            }
        }
        page.position(page.position() + 7 & ~7);
        if (!page.hasRemaining()) {
            newPage(0);
        }
        previous = at;
        return this;
    }

    /** Writes the segments into a directory; in order. */
    List<WalSegment> writeTo(Path directory) throws IOException {
        var segments = new ArrayList<WalSegment>();
        for (int first = 0; first < pages.size(); first += SEGMENT / PAGE) {
            var segment = new WalSegment(1, (FIRST + (long) first * PAGE) / SEGMENT, SEGMENT);
            var content = ByteBuffer.allocate(SEGMENT);
            for (var one : pages.subList(first, Math.min(pages.size(), first + SEGMENT / PAGE))) {
                content.put(one.array());
            }
            Files.write(directory.resolve(segment.name()), content.array());
            segments.add(segment);
        }
        return segments;
    }
}
