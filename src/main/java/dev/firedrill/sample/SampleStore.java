package dev.firedrill.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The shop's files as they would lie in a bucket: base backups as archives, dumps of its tables, and SHA256SUMS, which is
 * written from the bytes on their way and not read back.
 */
final class SampleStore {
    static final String NAME = "store";

    private static final List<String> TABLES = List.of("customers", "products", "orders", "order_items");

    private final Path directory;
    private final Instant writtenAt;
    private final TreeMap<String, String> digests = new TreeMap<>();

    private SampleStore(Path directory, Instant writtenAt) {
        this.directory = directory;
        this.writtenAt = writtenAt;
    }

    /**
     * @param sample holds the backups
     * @param writtenAt the time that the files are to bear
     */
    static void make(Path sample, Sql shop, Instant writtenAt) throws IOException {
        var store = new SampleStore(Files.createDirectory(sample.resolve(NAME)), writtenAt);
        try (var backups = Files.list(sample.resolve("backups"))) {
            for (var backup : backups.sorted().toList()) {
                store.write("base/" + backup.getFileName() + ".tar.gz", out -> pack(backup, out));
            }
        }
        for (var table : TABLES) {
            store.write("dumps/" + table + ".csv.gz", out -> shop.copy(table, out));
        }
        store.list();
    }

    /** Writes the content of one file. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void write(String name, Content content) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        var digest = sha256();
        try (var out = new DigestOutputStream(Files.newOutputStream(file), digest);
                var packed = new FastGzip(out)) {
            content.writeTo(packed);
        }
        Files.setLastModifiedTime(file, FileTime.from(writtenAt));
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    private void list() throws IOException {
        var lines = new StringBuilder();
        digests.forEach(
                (name, digest) -> lines.append(digest).append("  ").append(name).append('\n'));
        Files.writeString(directory.resolve("SHA256SUMS"), lines);
    }

    private static void pack(Path backup, OutputStream out) throws IOException {
        var tar = new TarArchiveOutputStream(out);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        try (var files = Files.walk(backup)) {
            for (var file : files.sorted().skip(1).toList()) {
                var entry = new TarArchiveEntry(
                        file.toFile(), backup.relativize(file).toString());
                tar.putArchiveEntry(entry);
                if (Files.isRegularFile(file)) {
                    Files.copy(file, tar);
                }
                tar.closeArchiveEntry();
            }
        }
        tar.finish();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The sample is to be made quickly rather than small. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
