package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads one segment from begin to end: each batch's head and checksum, and that offsets follow each other. */
final class SegmentScan {
    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final long base;
    private final long cleaned;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final IndexScan index;
    private final TransactionScan transactions;
    private final List<Segment.Gap> gaps = new ArrayList<>();
    private long expected;
    private long records;
    private long newest = -1;
    private Segment.Tail tail = Segment.Tail.WHOLE;
    private String damage = "";
    private boolean closed;
    private int epoch;

    private SegmentScan(Path file, long base, long expected, long cleaned, TransactionScan transactions) {
        this.file = file;
        this.base = base;
        this.expected = expected;
        this.cleaned = cleaned;
        this.transactions = transactions;
        this.index = IndexScan.of(file, base);
    }

    /**
     * Scans it.
     *
     * @param base what its name promises
     * @param expected the offset that comes next
     * @param cleaned offsets below it may have been compacted away
     * @param transactions hears of each batch
     * @param checkpoint is run for each batch, and may throw
     * @throws Inconclusive if it cannot be read
     */
    static Segment of(
            Path file, long base, long expected, long cleaned, TransactionScan transactions, Runnable checkpoint) {
        var scan = new SegmentScan(file, base, expected, cleaned, transactions);
        try (var channel = FileChannel.open(file)) {
            scan.read(channel, checkpoint);
            if (scan.damage.isEmpty()) {
                scan.damage = scan.index.damage();
            }
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
        return new Segment(
                file.getFileName().toString(),
                base,
                scan.expected,
                scan.records,
                scan.newest,
                scan.gaps,
                scan.tail,
                scan.closed,
                scan.epoch,
                scan.damage);
    }

    private void read(FileChannel channel, Runnable checkpoint) throws IOException {
        long size = channel.size();
        advance(base);
        for (long position = 0; position < size && damage.isEmpty() && tail == Segment.Tail.WHOLE; ) {
            checkpoint.run();
            position = batch(channel, position, size);
        }
    }

    private long batch(FileChannel channel, long position, long size) throws IOException {
        if (size - position < Batch.HEAD) {
            tail = Segment.Tail.TORN;
            return position;
        }
        fill(channel, position, Batch.HEAD);
        var batch = Batch.read(buffer);
        if (!batch.isPossible()) {
            tornOrDamaged(channel, position, size, "what should be the head of a batch is none");
        } else if (batch.magic() != Batch.MAGIC) {
            refuse(batch, position);
        } else if (batch.size() > size - position) {
            tail = Segment.Tail.TORN;
        } else if (!batch.isProvenBy(checksum(channel, position, batch))) {
            damaged(
                    position,
                    "the checksum of the batch of offsets %,d to %,d is not that of its bytes"
                            .formatted(batch.base(), batch.last()));
        } else {
            take(batch, position);
        }
        return position + batch.size();
    }

    /** A garbled byte is likelier than a format of ten years ago, but the broker would have to convert that one. */
    private void refuse(Batch batch, long position) {
        if (batch.magic() == 0 || batch.magic() == 1) {
            throw new Inconclusive(
                    "%s holds a batch of format %d at byte %,d, which is not read here; Kafka wrote it before 0.11"
                            .formatted(file, batch.magic(), position));
        }
        damaged(position, "a batch is of format " + batch.magic() + ", which there is none of");
    }

    private void take(Batch batch, long position) {
        if (batch.base() < expected) {
            damaged(position, "expecting offset %,d, but found %,d".formatted(expected, batch.base()));
            return;
        }
        if (batch.epoch() < epoch) {
            damaged(
                    position,
                    "expecting leader epoch %,d or a later one, but found %,d".formatted(epoch, batch.epoch()));
            return;
        }
        epoch = batch.epoch();
        index.passes(position, batch);
        transactions.passes(batch, buffer.duplicate());
        advance(batch.base());
        long span = batch.last() - batch.base() + 1;
        if (batch.records() != span && batch.last() >= cleaned) {
            damaged(
                    position,
                    "the batch of offsets %,d to %,d holds %,d records"
                            .formatted(batch.base(), batch.last(), batch.records()));
        }
        if (!batch.isControl()) {
            records += batch.records();
            newest = batch.records() > 0 ? Math.max(newest, batch.newest()) : newest;
        }
        closed = batch.isControl();
        expected = batch.last() + 1;
    }

    private void advance(long offset) {
        if (offset > expected) {
            gaps.add(new Segment.Gap(file.getFileName().toString(), expected, offset - 1));
            expected = offset;
        }
    }

    private CRC32C checksum(FileChannel channel, long position, Batch batch) throws IOException {
        var crc = new CRC32C();
        long end = position + batch.size();
        for (long at = position + Batch.CHECKED_FROM; at < end; ) {
            int portion = (int) Math.min(BUFFER, end - at);
            fill(channel, at, portion);
            crc.update(buffer);
            at += portion;
        }
        return crc;
    }

    private void tornOrDamaged(FileChannel channel, long position, long size, String problem) throws IOException {
        for (long at = position; at < size; ) {
            int portion = (int) Math.min(BUFFER, size - at);
            fill(channel, at, portion);
            while (buffer.hasRemaining()) {
                if (buffer.get() != 0) {
                    damaged(position, problem);
                    return;
                }
            }
            at += portion;
        }
        tail = Segment.Tail.TORN;
    }

    private void fill(FileChannel channel, long position, int bytes) throws IOException {
        buffer.clear().limit(bytes);
        for (long at = position; buffer.hasRemaining(); ) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException(file + " became shorter while it was read");
            }
            at += read;
        }
        buffer.flip();
    }

    private void damaged(long position, String problem) {
        damage = "at byte %,d %s".formatted(position, problem);
    }
}
