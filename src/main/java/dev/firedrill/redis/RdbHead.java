package dev.firedrill.redis;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an RDB file begins: {@code REDIS}, four digits for the version of the format, and what Redis says of itself.
 *
 * @param version of the format, such as 10 for Redis 7.0
 * @param fields what Redis says, such as {@code redis-ver} and {@code ctime}
 */
record RdbHead(int version, Map<String, String> fields) {
    private static final int FIELD = 0xFA;
    private static final int LONGEST_FIELD = 1 << 16;
    /** The first version that ends with a checksum. */
    private static final int CHECKSUMMED = 5;

    /**
     * Reads it.
     *
     * @throws BackupUnusable if the file is no RDB
     * @throws Inconclusive if it cannot be read
     */
    static RdbHead read(Path file) {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int version = version(file, in);
            var fields = new TreeMap<String, String>();
            while (in.readUnsignedByte() == FIELD) {
                fields.put(text(file, in), text(file, in));
            }
            return new RdbHead(version, Map.copyOf(fields));
        } catch (EOFException e) {
            throw new BackupUnusable(file + " is no whole RDB file: it ends within its head", e);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private static int version(Path file, DataInputStream in) throws IOException {
        var magic = new String(in.readNBytes(9), StandardCharsets.ISO_8859_1);
        if (magic.startsWith("\u001f\u008b")) {
            throw new Inconclusive(file + " is compressed with gzip, and Redis loads no such file"
                    + "\n  Remedy: unpack it to where backups are, and let file: name what was unpacked");
        }
        if (!magic.matches("REDIS\\d{4}")) {
            throw new BackupUnusable(
                    "%s is no RDB file: expecting it to begin with REDIS and four digits, but found [%s]"
                            .formatted(file, magic.replaceAll("[^ -~]", "?")));
        }
        return Integer.parseInt(magic.substring(5));
    }

    /** A text, or a number in one, two or four bytes, the lowest first. */
    private static String text(Path file, DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        switch (first >> 6) {
            case 0:
                return text(file, in, first & 0x3F);
            case 1:
                return text(file, in, (first & 0x3F) << 8 | in.readUnsignedByte());
            case 2:
                return text(file, in, first == 0x80 ? in.readInt() : -1);
            default:
                return Integer.toString(
                        switch (first & 0x3F) {
                            case 0 -> in.readByte();
                            case 1 -> Short.reverseBytes(in.readShort());
                            case 2 -> Integer.reverseBytes(in.readInt());
                            default -> throw garbled(file);
                        });
        }
    }

    private static String text(Path file, DataInputStream in, int length) throws IOException {
        if (length < 0 || length > LONGEST_FIELD) {
            throw garbled(file);
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static BackupUnusable garbled(Path file) {
        return new BackupUnusable(file + " is no whole RDB file: what Redis says of itself at its begin is garbled");
    }

    /** When Redis began to save it, in full seconds: it holds the state of that moment. */
    Optional<Instant> savedAt() {
        try {
            return Optional.ofNullable(fields.get("ctime")).map(Long::parseLong).map(Instant::ofEpochSecond);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The version of the Redis that wrote it; a question mark where it does not say. */
    String writtenBy() {
        return fields.getOrDefault("redis-ver", "?");
    }

    boolean hasChecksum() {
        return version >= CHECKSUMMED;
    }
}
