package dev.firedrill.store.archive;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads a tar file from its beginning, and proves that it has its end: the two blocks of zeros, and nothing behind them.
 * Read are files, directories and symbolic links in the form ustar; memory does not grow with what it holds. A library
 * would read extended headers of any size into memory, pass over wrong checksums, and take a file that was cut between
 * two entries for a whole one.
 *
 * <pre>{@code
 * try (var tar = archive.open()) {
 *     for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) { ... tar.content() ... }
 * }
 * }</pre>
 *
 * What is wrong with it is a {@link BackupUnusable}, what cannot be told an {@link Inconclusive}, and both name the file.
 */
public final class TarReader implements AutoCloseable {
    /** Some tools fill the last of their records with zeros. */
    private static final long LONGEST_END = 16L << 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Archive archive;
    private final ReadAhead in;
    private final byte[] block = new byte[TarHeader.LENGTH];
    private long position;
    private long left;
    private long padding;

    TarReader(Archive archive, ReadAhead in) {
        this.archive = archive;
        this.in = in;
    }

    /** The next entry; what is left of the one before it is passed over. Empty at the end of the archive. */
    public Optional<TarEntry> next() {
        try {
            passOver();
            return entry();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** The next bytes of the entry's content, which stay where they are until the call after the next; none at its end. */
    ByteBuffer view() {
        if (left == 0) {
            return NOTHING;
        }
        try {
            var view = in.view((int) Math.min(Integer.MAX_VALUE, left));
            if (!view.hasRemaining()) {
                throw new EOFException("it breaks off within a file");
            }
            left -= view.remaining();
            position += view.remaining();
            return view;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** All of the entry that was not read yet, for entries that are known to be small. */
    public byte[] content() {
        var content = ByteBuffer.allocate((int) left);
        while (content.hasRemaining()) {
            content.put(view());
        }
        return content.array();
    }

    /** How many bytes of the unpacked archive were read so far. */
    public long position() {
        return position;
    }

    private Optional<TarEntry> entry() throws IOException {
        while (readBlock()) {
            var header = TarHeader.of(block);
            var kind = header.kind();
            left = header.size();
            padding = -left & TarHeader.LENGTH - 1;
            var name = EntryName.requireInside(header.name());
            if (!name.isEmpty()) {
                return Optional.of(new TarEntry(name, kind, left, header.link()));
            }
        }
        requireEnd();
        return Optional.empty();
    }

    /** False if the block is the first of the two that end the archive. */
    private boolean readBlock() throws IOException {
        int count = in.readNBytes(block, 0, block.length);
        position += count;
        if (count < block.length) {
            throw new EOFException("it breaks off: expecting two blocks of zeros at its end");
        }
        return !isZero(block.length);
    }

    private void requireEnd() throws IOException {
        if (readBlock()) {
            throw new IOException("one block of zeros is followed by something else");
        }
        long end = position;
        for (int count = in.readNBytes(block, 0, block.length); count > 0; ) {
            position += count;
            if (!isZero(count) || position - end > LONGEST_END) {
                throw new IOException("its end is followed by something else");
            }
            count = in.readNBytes(block, 0, block.length);
        }
    }

    private boolean isZero(int length) {
        for (int place = 0; place < length; place++) {
            if (block[place] != 0) {
                return false;
            }
        }
        return true;
    }

    private void passOver() throws IOException {
        in.skipNBytes(left + padding);
        position += left + padding;
        left = 0;
        padding = 0;
    }

    private BackupUnusable refused(IOException cause) {
        var problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        var message = archive.file() + " cannot be unpacked: " + problem;
        if (cause instanceof TarHeader.NotReadHere) {
            throw new Inconclusive(message, cause);
        }
        return new BackupUnusable(message, cause);
    }

    @Override
    public void close() {
        in.close();
    }
}
