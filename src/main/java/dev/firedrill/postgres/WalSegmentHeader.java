package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The header of the first page of a WAL segment.
 *
 * @param magic tells the major version that wrote it
 * @param longHeader whether it says of which cluster it is: a segment's first page does
 * @param timeline of that page; in a segment with a timeline switch, an ancestor of the file's
 * @param pageAddress the position that the page claims to be at
 */
public record WalSegmentHeader(
        int magic,
        boolean longHeader,
        int timeline,
        Lsn pageAddress,
        long systemIdentifier,
        int segmentSize,
        int blockSize) {

    private static final int LENGTH = 40;
    private static final int LONG_HEADER = 0x0002;
    private static final Map<Integer, Integer> MAJOR_BY_MAGIC =
            Map.of(0xD10D, 14, 0xD110, 15, 0xD113, 16, 0xD116, 17, 0xD118, 18);

    /**
     * Reads the header alone.
     *
     * @throws BackupUnusable if the file is missing or shorter than a header
     * @throws dev.firedrill.verdict.Inconclusive if it may not be read
     */
    public static WalSegmentHeader read(Path segment) {
        var page = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (var file = FileChannel.open(segment)) {
            while (page.hasRemaining()) {
                if (file.read(page) < 0) {
                    throw new EOFException();
                }
            }
        } catch (NoSuchFileException | EOFException e) {
            throw new BackupUnusable("WAL segment " + segment + " is missing or shorter than its header", e);
        } catch (IOException e) {
            throw UnreadableFile.of(segment, e);
        }
        return decode(page);
    }

    /** The major version of PostgreSQL that wrote it; empty if this is no WAL of 14 to 18. */
    public Optional<Integer> majorVersion() {
        return Optional.ofNullable(MAJOR_BY_MAGIC.get(magic));
    }

    /** Whether a page with that number is of PostgreSQL 14 to 18. */
    static boolean isKnown(int magic) {
        return MAJOR_BY_MAGIC.containsKey(magic);
    }

    private static WalSegmentHeader decode(ByteBuffer page) {
        return new WalSegmentHeader(
                Short.toUnsignedInt(page.getShort(0)),
                (page.getShort(2) & LONG_HEADER) != 0,
                page.getInt(4),
                new Lsn(page.getLong(8)),
                page.getLong(24),
                page.getInt(32),
                page.getInt(36));
    }
}
