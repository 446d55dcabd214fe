package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads segments once for all who look at their pages. */
final class SegmentPages {
    private static final int WINDOW = 1 << 20;

    private final int pageSize;
    private final List<PageSink> sinks;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);

    SegmentPages(int pageSize, PageSink... sinks) {
        this.pageSize = pageSize;
        this.sinks = List.of(sinks);
    }

    /**
     * Reads one, as far as somebody wants more of it. One that is too short is no error here: what there is of it is read.
     *
     * @throws Inconclusive if it cannot be read
     */
    void read(WalSegment segment, Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Inconclusive("WAL segment " + file + " is a pipe or a device, which cannot be looked through"
                    + "\n  Remedy: let the archive hold the segments themselves");
        }
        sinks.forEach(sink -> sink.begin(segment));
        try (var channel = FileChannel.open(file)) {
            var wanting = new ArrayList<>(sinks);
            boolean whole = true;
            for (long at = 0; whole && !wanting.isEmpty() && at < segment.segmentSize(); at += WINDOW) {
                whole = fill(channel);
                hand(segment.start().value() + at, wanting);
            }
            boolean all = whole;
            sinks.forEach(sink -> sink.end(segment, all || !wanting.contains(sink)));
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** Whether there was as much as a window holds; a segment has a whole number of them. */
    private boolean fill(FileChannel channel) throws IOException {
        window.clear();
        while (window.hasRemaining()) {
            if (channel.read(window) < 0) {
                break;
            }
        }
        window.flip();
        return window.limit() == WINDOW;
    }

    private void hand(long address, List<PageSink> wanting) {
        for (int from = 0; from + pageSize <= window.limit() && !wanting.isEmpty(); from += pageSize) {
            for (int i = wanting.size() - 1; i >= 0; i--) {
                if (!wanting.get(i).take(window, from, address + from)) {
                    wanting.remove(i);
                }
            }
        }
    }
}
