package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Sees that the index of a segment leads to its batches: a broker that was shut down cleanly believes it, and a wrong one
 * makes records invisible. Its entries are in the order of the batches, with which they are compared as these go by.
 */
final class IndexScan {
    private static final int ENTRY = 8;

    private final ByteBuffer entries;
    private final long base;
    private long before = -1;
    private String damage = "";

    private IndexScan(ByteBuffer entries, long base) {
        this.entries = entries;
        this.base = base;
    }

    /** The index of a segment; where it has none, there is nothing to compare. */
    static IndexScan of(Path segment, long base) {
        var file = segment.resolveSibling(segment.getFileName().toString().replace(".log", ".index"));
        try {
            var bytes = segment.getFileName().toString().endsWith(".log") ? Files.readAllBytes(file) : new byte[0];
            var scan = new IndexScan(ByteBuffer.wrap(bytes), base);
            if (bytes.length % ENTRY != 0) {
                scan.damage = "its index ends within an entry";
            }
            return scan;
        } catch (NoSuchFileException e) {
            return new IndexScan(ByteBuffer.allocate(0), base);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** A batch goes by, at a byte of the segment. */
    void passes(long position, Batch batch) {
        while (damage.isEmpty() && hasNext() && position() <= position) {
            int at = entries.position();
            long offset = base + entries.getInt();
            long named = entries.getInt();
            if (named != position || offset < batch.base() || offset <= before) {
                damage = wrong(at, offset, named);
            }
            before = offset;
        }
    }

    /** What follows the last entry is room for more, filled with zeros. */
    private boolean hasNext() {
        return entries.remaining() >= ENTRY && (entries.getLong(entries.position()) != 0);
    }

    private long position() {
        return entries.getInt(entries.position() + 4);
    }

    /** What is wrong with it when all batches have gone by; empty if nothing is. */
    String damage() {
        if (damage.isEmpty() && hasNext()) {
            return wrong(entries.position(), base + entries.getInt(entries.position()), position());
        }
        return damage;
    }

    private static String wrong(int at, long offset, long position) {
        return "its index is wrong at byte %,d: it says that offset %,d is at byte %,d".formatted(at, offset, position);
    }
}
