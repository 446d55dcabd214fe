package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The checksum of one file, by the algorithm that the manifest names. */
final class FileChecksum {
    private static final int BUFFER = 1 << 17;

    private FileChecksum() {}

    static boolean isGiven(ManifestEntry entry) {
        return !entry.algorithm().equals("NONE") && !entry.checksum().isEmpty();
    }

    /** What differs, in words; empty if nothing does. */
    static String compare(Path directory, ManifestEntry entry) throws IOException {
        var file = ManifestPath.requireInside(entry.path(), directory);
        var actual = entry.algorithm().equals("CRC32C") ? crc32c(file) : digest(file, entry.algorithm());
        return actual.equalsIgnoreCase(entry.checksum())
                ? ""
                : "%s: altered; expecting %s %s, but found %s"
                        .formatted(entry.path(), entry.algorithm(), entry.checksum(), actual);
    }

    private static String digest(Path file, String algorithm) throws IOException {
        try {
            var digest = MessageDigest.getInstance(algorithm.replace("SHA", "SHA-"));
            read(file, digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new Inconclusive("the manifest uses checksums that are not known here: " + algorithm, e);
        }
    }

    /** The server writes it as it lies in memory: the lowest byte first. */
    private static String crc32c(Path file) throws IOException {
        var crc = new CRC32C();
        read(file, crc::update);
        var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue());
        return HexFormat.of().formatHex(bytes.array());
    }

    private interface Sink {
        void take(byte[] bytes, int offset, int length);
    }

    private static void read(Path file, Sink sink) throws IOException {
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sink.take(buffer, 0, n);
            }
        }
    }
}
