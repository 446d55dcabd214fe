package dev.firedrill.store.archive;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.codec.digest.XXHash32;

/**
 * What an LZ4 frame says of itself.
 *
 * @param blockSize the most bytes that a block holds
 * @param contentSize of the whole frame; -1 where it is not said
 */
record Lz4FrameHeader(
        boolean blocksAreLinked,
        boolean hasBlockChecksums,
        boolean hasContentChecksum,
        int blockSize,
        long contentSize) {
    private static final int MAGIC = 0x184D2204;

    static Lz4FrameHeader read(int magic, DataInputStream in) throws IOException {
        if (magic != MAGIC) {
            throw new IOException("no LZ4 frame begins with %08X".formatted(magic));
        }
        var bytes = new byte[10];
        in.readFully(bytes, 0, 2);
        int flags = bytes[0];
        boolean sized = (flags & 0x08) != 0;
        int count = sized ? 10 : 2;
        in.readFully(bytes, 2, count - 2);
        if ((flags & 0xC0) != 0x40 || (flags & 0x03) != 0) {
            throw new IOException("an LZ4 frame with a dictionary or of another version, flags %02X".formatted(flags));
        }
        requireChecksum(Arrays.copyOf(bytes, count), in.readUnsignedByte());
        return new Lz4FrameHeader(
                (flags & 0x20) == 0,
                (flags & 0x10) != 0,
                (flags & 0x04) != 0,
                blockSize(bytes[1] >> 4 & 0x7),
                sized ? size(bytes) : -1);
    }

    private static void requireChecksum(byte[] descriptor, int expected) throws IOException {
        var hash = new XXHash32();
        hash.update(descriptor, 0, descriptor.length);
        int actual = (int) (hash.getValue() >> 8 & 0xFF);
        if (actual != expected) {
            throw new IOException(
                    "expecting the checksum %02X of an LZ4 frame's header, but found %02X".formatted(expected, actual));
        }
    }

    /** 64 KiB, 256 KiB, 1 MiB, 4 MiB. */
    private static int blockSize(int code) throws IOException {
        if (code < 4) {
            throw new IOException("an LZ4 frame with blocks of an unknown size, code " + code);
        }
        return 1 << (8 + 2 * code);
    }

    private static long size(byte[] bytes) {
        long size = 0;
        for (int place = 9; place >= 2; place--) {
            size = size << 8 | bytes[place] & 0xFF;
        }
        return size;
    }
}
