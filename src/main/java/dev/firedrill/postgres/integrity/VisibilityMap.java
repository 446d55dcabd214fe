package dev.firedrill.postgres.integrity;

import dev.firedrill.store.UnreadableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;

/**
 * The visibility map of a heap: two bits for each of its pages. A page that it calls all-visible was written, and says so
 * itself; so it tells of pages that are gone without a trace.
 */
final class VisibilityMap {
    private static final int HEADER = 24;
    private static final int PAGES_IN_A_BYTE = 4;
    private static final int ALL_VISIBLE = 1;
    private static final int ALL_VISIBLE_IN_A_BYTE = 0x55;

    private final byte[] content;
    private final int pageSize;

    VisibilityMap(byte[] content, int pageSize) {
        this.content = content;
        this.pageSize = pageSize;
    }

    /** It has one byte for 32 KB of its heap. */
    static VisibilityMap read(RelationFork fork, int pageSize) {
        var content = new ByteArrayOutputStream();
        for (var segment : fork.segments()) {
            try {
                content.write(Files.readAllBytes(segment.path()));
            } catch (IOException e) {
                throw UnreadableFile.of(segment.path(), e);
            }
        }
        return new VisibilityMap(content.toByteArray(), pageSize);
    }

    boolean isAllVisible(long block) {
        long at = place(block);
        return at < content.length && (content[(int) at] >> 2 * (int) (block % PAGES_IN_A_BYTE) & ALL_VISIBLE) != 0;
    }

    /** The last block that it calls all-visible; -1 if there is none. */
    long lastAllVisible() {
        for (int at = content.length - 1; at >= 0; at--) {
            if (at % pageSize >= HEADER && (content[at] & ALL_VISIBLE_IN_A_BYTE) != 0) {
                long block = ((long) (at / pageSize) * (pageSize - HEADER) + at % pageSize - HEADER) * PAGES_IN_A_BYTE;
                return block + (31 - Integer.numberOfLeadingZeros(content[at] & ALL_VISIBLE_IN_A_BYTE)) / 2;
            }
        }
        return -1;
    }

    private long place(long block) {
        long byteOfMap = block / PAGES_IN_A_BYTE;
        long page = byteOfMap / (pageSize - HEADER);
        return page * pageSize + HEADER + byteOfMap % (pageSize - HEADER);
    }
}
