package dev.firedrill.postgres.integrity;

import dev.firedrill.store.UnreadableFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** Reads ranges of pages and examines each page; for one thread, which keeps its buffers. */
final class RangeReader {
    /** 256 KB: what was read is summed while it is still in the cache of the processor that read it. */
    private static final int BUFFER_PAGES = 4 * PageChecksums.AT_ONCE;

    private final PageLayout layout;
    private final ByteBuffer buffer;
    private final IntBuffer words;
    private final PageChecksums checksums;
    private final PageExamination examination;
    private final int[] computed = new int[PageChecksums.AT_ONCE];

    /** @param end the position of the cluster's last record */
    RangeReader(PageLayout layout, long end) {
        this.layout = layout;
        this.buffer =
                ByteBuffer.allocateDirect(BUFFER_PAGES * layout.pageSize()).order(ByteOrder.LITTLE_ENDIAN);
        this.words = buffer.asIntBuffer();
        this.checksums = new PageChecksums(layout.pageSize());
        this.examination = new PageExamination(buffer, layout.pageSize(), end);
    }

    /** @throws dev.firedrill.verdict.Inconclusive if the file cannot be read */
    RangeFindings read(PageRange range) {
        var findings = new RangeFindings(range);
        try (var channel = FileChannel.open(range.file().path())) {
            for (long done = 0; done < range.count(); done += BUFFER_PAGES) {
                int count = (int) Math.min(BUFFER_PAGES, range.count() - done);
                fill(channel, (range.first() + done) * layout.pageSize(), count * layout.pageSize());
                for (int page = 0; page < count; page += PageChecksums.AT_ONCE) {
                    long block = range.firstBlock(layout) + done + page;
                    examine(range, page, Math.min(PageChecksums.AT_ONCE, count - page), block, findings);
                }
            }
        } catch (IOException e) {
            throw UnreadableFile.of(range.file().path(), e);
        }
        return findings;
    }

    private void fill(FileChannel channel, long position, int bytes) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
    }

    private void examine(PageRange range, int first, int count, long block, RangeFindings findings) {
        if (layout.checksums()) {
            checksums.compute(words, first, count, block, computed);
        }
        for (int page = 0; page < count; page++) {
            examinePage(range, first + page, block + page, computed[page], findings);
        }
    }

    private void examinePage(PageRange range, int page, long block, int checksum, RangeFindings findings) {
        boolean vouched = range.visibility() != null && range.visibility().isAllVisible(block);
        if (examination.isNew(page)) {
            findings.isNew(block);
            if (vouched) {
                findings.fault(block, "nothing but zeros, although the visibility map knows rows in it");
            }
            return;
        }
        findings.written(block, range.file().kind().equals("main") && examination.isOfTable(page));
        if (layout.checksums() && examination.checksum(page) != checksum) {
            findings.fault(
                    block,
                    "expecting checksum %04X, but computed %04X".formatted(examination.checksum(page), checksum));
            return;
        }
        var fault = examination.headerFault(page);
        if (fault.isEmpty() && !range.file().kind().equals("fsm")) {
            fault = examination.positionFault(page);
        }
        if (fault.isEmpty() && vouched && !examination.saysAllVisible(page)) {
            fault = Optional.of("the visibility map calls all of its rows visible, the page itself does not");
        }
        fault.ifPresent(what -> findings.fault(block, what));
    }
}
