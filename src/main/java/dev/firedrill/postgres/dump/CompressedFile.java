package dev.firedrill.postgres.dump;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a compressed file is whole, told from the lengths of its blocks, without decompressing it. Of gzip only the
 * beginning is looked at: where it ends too early, or is altered, pg_restore says so.
 */
final class CompressedFile {
    private static final int GZIP = 0x1f8b;
    private static final int LZ4 = 0x184D2204;
    private static final int ZSTD = 0xFD2FB528;
    private static final String TOO_EARLY = "truncated: it ends within a block";

    private CompressedFile() {}

    static Optional<String> fault(Path file, DumpCompression compression) throws IOException {
        if (compression == DumpCompression.NONE) {
            return Optional.empty();
        }
        if (Files.size(file) == 0) {
            return Optional.of("empty; even a table without rows leaves a few bytes");
        }
        try (var in = open(file)) {
            return switch (compression) {
                case GZIP -> in.readUnsignedShort() == GZIP ? Optional.empty() : altered();
                case LZ4 -> little(in, 4) == (LZ4 & 0xFFFFFFFFL) ? lz4(in) : altered();
                default -> little(in, 4) == (ZSTD & 0xFFFFFFFFL) ? zstd(in) : altered();
            };
        } catch (EOFException e) {
            return Optional.of(TOO_EARLY);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** Whether every frame of it, of LZ4 or zstd, carries checksums; false for what is no such frame. */
    static boolean hasChecksums(Path file, DumpCompression compression) throws IOException {
        long sign = (compression == DumpCompression.LZ4 ? LZ4 : ZSTD) & 0xFFFFFFFFL;
        int frames = 0;
        try (var in = open(file)) {
            while (little(in, 4) == sign) {
                frames++;
                if (!(compression == DumpCompression.LZ4 ? skipLz4(in) : skipZstd(in))) {
                    return false;
                }
            }
            return false;
        } catch (EOFException e) {
            // One that ends within a frame is not loaded.
            return frames > 0;
        }
    }

    private static Optional<String> altered() {
        return Optional.of("its first bytes are altered");
    }

    private static Optional<String> lz4(DataInputStream in) throws IOException {
        skipLz4(in);
        return Optional.empty();
    }

    private static Optional<String> zstd(DataInputStream in) throws IOException {
        skipZstd(in);
        return Optional.empty();
    }

    /**
     * A descriptor, then blocks, each with its length before it; length 0 is the end.
     *
     * @return whether it carries checksums
     */
    private static boolean skipLz4(DataInputStream in) throws IOException {
        int flags = in.readUnsignedByte();
        boolean blockChecksum = (flags & 0x10) != 0;
        boolean hasSize = (flags & 0x08) != 0;
        boolean hasDictionary = (flags & 0x01) != 0;
        in.skipNBytes(1 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1);
        for (long length = little(in, 4) & 0x7FFFFFFF; length > 0; length = little(in, 4) & 0x7FFFFFFF) {
            in.skipNBytes(length + (blockChecksum ? 4 : 0));
        }
        boolean contentChecksum = (flags & 0x04) != 0;
        in.skipNBytes(contentChecksum ? 4 : 0);
        return blockChecksum || contentChecksum;
    }

    /**
     * A descriptor, then blocks, each with three bytes before it: its length, its kind, and whether it is the last.
     *
     * @return whether it carries a checksum
     */
    private static boolean skipZstd(DataInputStream in) throws IOException {
        int descriptor = in.readUnsignedByte();
        boolean single = (descriptor & 0x20) != 0;
        int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
        int size = new int[] {single ? 1 : 0, 2, 4, 8}[descriptor >> 6];
        in.skipNBytes((single ? 0 : 1) + dictionary + size);
        boolean last = false;
        while (!last) {
            long head = little(in, 3);
            last = (head & 1) != 0;
            boolean repeated = (head >> 1 & 3) == 1;
            in.skipNBytes(repeated ? 1 : head >> 3);
        }
        boolean checksum = (descriptor & 4) != 0;
        in.skipNBytes(checksum ? 4 : 0);
        return checksum;
    }

    private static long little(InputStream in, int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            value |= (long) octet << (8 * i);
        }
        return value;
    }
}
