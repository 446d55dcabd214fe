package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The checksum of one file, by the algorithm that the manifest names, computed as its content comes along. */
public abstract class FileChecksum {
    private static final int BUFFER = 1 << 17;

    private final ManifestEntry entry;

    private FileChecksum(ManifestEntry entry) {
        this.entry = entry;
    }

    /**
     * Begins one.
     *
     * @throws Inconclusive if its algorithm is not known here
     */
    public static FileChecksum of(ManifestEntry entry) {
        return entry.algorithm().equals("CRC32C") ? new Crc(entry) : new Digest(entry);
    }

    public static boolean isGiven(ManifestEntry entry) {
        return !entry.algorithm().equals("NONE") && !entry.checksum().isEmpty();
    }

    /** Whether computing it takes about as long as writing the file. */
    public abstract boolean isCostly();

    /** The next bytes of the content, all that remain in the buffer. */
    public abstract void update(ByteBuffer bytes);

    abstract byte[] result();

    /** What differs, in words, now that all of the content was shown; empty if nothing does. */
    public String compare() {
        var actual = HexFormat.of().formatHex(result());
        return actual.equalsIgnoreCase(entry.checksum())
                ? ""
                : "%s: altered; expecting %s %s, but found %s"
                        .formatted(entry.path(), entry.algorithm(), entry.checksum(), actual);
    }

    /** What differs in a file, in words; empty if nothing does. */
    static String compare(Path directory, ManifestEntry entry) throws IOException {
        var checksum = of(entry);
        var buffer = checksum.buffer();
        try (var in = FileChannel.open(ManifestPath.requireInside(entry.path(), directory))) {
            while (in.read(buffer.clear()) >= 0) {
                checksum.update(buffer.flip());
            }
        }
        return checksum.compare();
    }

    /** Of the kind that it reads from without a copy; each thread has one. */
    abstract ByteBuffer buffer();

    private static final class Digest extends FileChecksum {
        private static final ThreadLocal<ByteBuffer> BUFFERS =
                ThreadLocal.withInitial(() -> ByteBuffer.allocate(BUFFER));

        private final MessageDigest digest;

        Digest(ManifestEntry entry) {
            super(entry);
            try {
                digest = MessageDigest.getInstance(entry.algorithm().replace("SHA", "SHA-"));
            } catch (NoSuchAlgorithmException e) {
                throw new Inconclusive(
                        "backup_manifest uses checksums that are not known here: [" + entry.algorithm() + "], of "
                                + entry.path(),
                        e);
            }
        }

        @Override
        public boolean isCostly() {
            return true;
        }

        @Override
        public void update(ByteBuffer bytes) {
            digest.update(bytes);
        }

        @Override
        ByteBuffer buffer() {
            return BUFFERS.get();
        }

        @Override
        byte[] result() {
            return digest.digest();
        }
    }

    /** The server writes it as it lies in memory: the lowest byte first. */
    private static final class Crc extends FileChecksum {
        private static final ThreadLocal<ByteBuffer> BUFFERS =
                ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));

        private final CRC32C crc = new CRC32C();

        Crc(ManifestEntry entry) {
            super(entry);
        }

        @Override
        public boolean isCostly() {
            return false;
        }

        @Override
        public void update(ByteBuffer bytes) {
            crc.update(bytes);
        }

        @Override
        ByteBuffer buffer() {
            return BUFFERS.get();
        }

        @Override
        byte[] result() {
            return ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .array();
        }
    }
}
