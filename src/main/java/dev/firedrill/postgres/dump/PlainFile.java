package dev.firedrill.postgres.dump;

import dev.firedrill.store.archive.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a plain dump, decompressed where it must be. */
final class PlainFile {
    private static final int BUFFER = 1 << 16;

    private PlainFile() {}

    /** @throws IOException there or while reading, if it cannot be read, breaks off, or contradicts its checksum */
    static InputStream open(Path dump, DumpFormat format) throws IOException {
        var stored = new BufferedInputStream(Files.newInputStream(dump), BUFFER);
        try {
            return compression(format).open(stored);
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private static Compression compression(DumpFormat format) {
        return switch (format) {
            case PLAIN_GZIP -> Compression.GZIP;
            case PLAIN_LZ4 -> Compression.LZ4;
            case PLAIN_ZSTD -> Compression.ZSTD;
            default -> Compression.NONE;
        };
    }
}
