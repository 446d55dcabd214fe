package dev.firedrill.store.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.codec.digest.XXHash32;

/**
 * LZ4 frames one after another, as pg_basebackup and lz4 write them. The libraries at hand either refuse frames whose
 * blocks refer to each other, which pg_basebackup writes, or read them at a twentieth of the speed.
 */
final class Lz4FrameStream extends InputStream {
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int WINDOW = 1 << 16;

    private final DataInputStream in;
    private Lz4FrameHeader header;
    private final XXHash32 checksum = new XXHash32();
    private byte[] compressed = new byte[0];
    private byte[] window = new byte[0];
    private int position;
    private int end;
    private long length;

    Lz4FrameStream(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        while (position == end) {
            if (header == null ? !nextFrame() : !nextBlock()) {
                return -1;
            }
        }
        int count = Math.min(wanted, end - position);
        System.arraycopy(window, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** False at the end of the file. */
    private boolean nextFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            if (window.length == 0) {
                throw new EOFException("it is empty");
            }
            return false;
        }
        int magic = first | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16 | in.readUnsignedByte() << 24;
        if ((magic & 0xFFFFFFF0) == SKIPPABLE) {
            in.skipNBytes(Integer.toUnsignedLong(little()));
            return true;
        }
        header = Lz4FrameHeader.read(magic, in);
        checksum.reset();
        length = 0;
        if (window.length < WINDOW + header.blockSize()) {
            window = new byte[WINDOW + header.blockSize()];
            compressed = new byte[header.blockSize()];
        }
        position = 0;
        end = 0;
        return true;
    }

    /** Always true: after the last block of a frame comes the next frame, or the end. */
    private boolean nextBlock() throws IOException {
        int size = little();
        if (size == 0) {
            endFrame();
            return true;
        }
        boolean isCompressed = size > 0;
        int stored = size & Integer.MAX_VALUE;
        if (stored > header.blockSize()) {
            throw new IOException(
                    "an LZ4 block of " + stored + " bytes, where " + header.blockSize() + " are the most");
        }
        in.readFully(compressed, 0, stored);
        if (header.hasBlockChecksums()) {
            var actual = new XXHash32();
            actual.update(compressed, 0, stored);
            requireChecksum((int) actual.getValue(), "a block");
        }
        int start = keepHistory();
        if (isCompressed) {
            end = Lz4Block.decompress(compressed, stored, window, start, start + header.blockSize());
        } else {
            System.arraycopy(compressed, 0, window, start, stored);
            end = start + stored;
        }
        position = start;
        length += end - start;
        if (header.hasContentChecksum()) {
            checksum.update(window, start, end - start);
        }
        return true;
    }

    /** Moves what the next block may repeat to the front; the place after it. */
    private int keepHistory() {
        int kept = header.blocksAreLinked() ? Math.min(end, WINDOW) : 0;
        System.arraycopy(window, end - kept, window, 0, kept);
        return kept;
    }

    private void endFrame() throws IOException {
        if (header.hasContentChecksum()) {
            requireChecksum((int) checksum.getValue(), "the content");
        }
        if (header.contentSize() >= 0 && header.contentSize() != length) {
            throw new IOException(
                    "expecting %d bytes in an LZ4 frame, but found %d".formatted(header.contentSize(), length));
        }
        header = null;
    }

    private void requireChecksum(int actual, String what) throws IOException {
        int expected = little();
        if (actual != expected) {
            throw new IOException(
                    "expecting the checksum %08X of %s, but found %08X".formatted(expected, what, actual));
        }
    }

    private int little() throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
