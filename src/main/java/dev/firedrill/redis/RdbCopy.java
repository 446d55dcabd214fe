package dev.firedrill.redis;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Copies an RDB file and computes the checksum of what it copies: read once, the file cannot be another when it is checked
 * than when it is used.
 */
final class RdbCopy {
    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final RdbHead head;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Crc64 crc = new Crc64();

    RdbCopy(Path file, RdbHead head) {
        this.file = file;
        this.head = head;
    }

    /**
     * Copies it.
     *
     * @param checkpoint is run now and then, and may throw
     * @return whether its checksum proves it; false if Redis was told to write none
     * @throws BackupUnusable if the checksum is another
     * @throws Inconclusive if it cannot be read, or is written to meanwhile
     */
    boolean to(Path target, Runnable checkpoint) {
        try (var out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return read(out, checkpoint);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** The same, and nothing is written. */
    boolean toNowhere(Runnable checkpoint) {
        return read(null, checkpoint);
    }

    private boolean read(FileChannel out, Runnable checkpoint) {
        try {
            var before = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            long stored = copy(size, out, checkpoint);
            if (!Files.getLastModifiedTime(file).equals(before) || Files.size(file) != size) {
                throw new Inconclusive(file + " was written to while it was read"
                        + "\n  Remedy: run it again when the backup is done");
            }
            return isProven(stored);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** Gives back the checksum that stands in the last eight bytes; it is not computed over itself. */
    private long copy(long size, FileChannel out, Runnable checkpoint) throws IOException {
        long content = head.hasChecksum() ? size - Long.BYTES : size;
        try (var in = FileChannel.open(file)) {
            for (long done = 0; done < content; ) {
                checkpoint.run();
                buffer.clear().limit((int) Math.min(BUFFER, content - done));
                int read = in.read(buffer);
                if (read < 0) {
                    throw new Inconclusive(file + " became shorter while it was read");
                }
                done += read;
                crc.update(buffer.flip());
                write(out);
            }
            return head.hasChecksum() ? checksum(in, out) : 0;
        }
    }

    private long checksum(FileChannel in, FileChannel out) throws IOException {
        buffer.clear().limit(Long.BYTES);
        while (buffer.hasRemaining() && in.read(buffer) >= 0) {
            continue;
        }
        long stored = buffer.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        buffer.flip().position(buffer.limit());
        write(out);
        return stored;
    }

    private void write(FileChannel out) throws IOException {
        buffer.rewind();
        if (out == null) {
            return;
        }
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private boolean isProven(long stored) {
        if (!head.hasChecksum() || stored == 0) {
            return false;
        }
        if (stored != crc.value()) {
            throw new BackupUnusable(
                    "%s is damaged: expecting the CRC-64 %016x, which stands at its end, but found %016x"
                            .formatted(file, stored, crc.value()));
        }
        return true;
    }
}
