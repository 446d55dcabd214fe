package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The forms that pg_dump writes. */
enum DumpFormat {
    CUSTOM("custom"),
    DIRECTORY("directory"),
    PLAIN("plain"),
    PLAIN_GZIP("plain, gzip"),
    TAR("tar"),
    UNKNOWN("unknown");

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
        if (startsWith(head, new byte[] {0x1f, (byte) 0x8b})) {
            return PLAIN_GZIP;
        }
        var text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("ustar", TAR_MARK)) {
            return TAR;
        }
        return text.startsWith(PlainHeader.SIGN) || text.startsWith(PlainHeader.CLUSTER_SIGN) ? PLAIN : UNKNOWN;
    }

    private static boolean startsWith(byte[] head, byte[] sign) {
        return head.length >= sign.length && Arrays.equals(head, 0, sign.length, sign, 0, sign.length);
    }

    boolean isPlain() {
        return this == PLAIN || this == PLAIN_GZIP;
    }

    @Override
    public String toString() {
        return words;
    }
}
