package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The forms that pg_dump writes. */
enum DumpFormat {
    CUSTOM("custom"),
    DIRECTORY("directory"),
    PLAIN("plain"),
    PLAIN_GZIP("plain, gzip"),
    PLAIN_LZ4("plain, lz4"),
    PLAIN_ZSTD("plain, zstd"),
    TAR("tar"),
    UNKNOWN("unknown");

    /** First bytes of compressed files; whether there is a dump in one is seen when it is opened. */
    private static final Map<DumpFormat, byte[]> COMPRESSED = Map.of(
            PLAIN_GZIP, new byte[] {0x1f, (byte) 0x8b},
            PLAIN_LZ4, new byte[] {0x04, 0x22, 0x4d, 0x18},
            PLAIN_ZSTD, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});

    /** Where a tar's own mark stands. */
    private static final int TAR_MARK = 257;

    private final String words;

    DumpFormat(String words) {
        this.words = words;
    }

    /**
     * Looks at the first bytes.
     *
     * @throws IOException if they cannot be read
     */
    static DumpFormat of(Path dump) throws IOException {
        if (Files.isDirectory(dump)) {
            return DIRECTORY;
        }
        if (!Files.isRegularFile(dump)) {
            // A pipe would block whoever reads it.
            return UNKNOWN;
        }
        try (var stream = Files.newInputStream(dump)) {
            return of(stream.readNBytes(512));
        }
    }

    private static DumpFormat of(byte[] head) {
        if (startsWith(head, ArchiveHeader.MAGIC)) {
            return CUSTOM;
        }
        for (var compressed : COMPRESSED.entrySet()) {
            if (startsWith(head, compressed.getValue())) {
                return compressed.getKey();
            }
        }
        var text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("ustar", TAR_MARK)) {
            return TAR;
        }
        return PlainHeader.isBegin(text) ? PLAIN : UNKNOWN;
    }

    private static boolean startsWith(byte[] head, byte[] sign) {
        return head.length >= sign.length && Arrays.equals(head, 0, sign.length, sign, 0, sign.length);
    }

    @Override
    public String toString() {
        return words;
    }
}
