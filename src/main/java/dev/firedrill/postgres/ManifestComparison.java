package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Compares a directory with what a manifest says of it. */
final class ManifestComparison {
    private static final Set<String> LEFT_OUT = Set.of(
            BackupManifest.NAME,
            "postgresql.auto.conf",
            "recovery.signal",
            "standby.signal",
            "postmaster.pid",
            "postmaster.opts");

    private final BackupManifest manifest;
    private final Path directory;

    ManifestComparison(BackupManifest manifest, Path directory) {
        this.manifest = manifest;
        this.directory = directory;
    }

    ManifestVerification sizes() {
        var found = new TreeMap<>(filesOnDisk());
        var faults = new ManifestFaults(manifest);
        for (var entry : compared()) {
            var size = found.remove(entry.path());
            if (size == null) {
                faults.missing(entry);
            } else if (size != entry.size()) {
                faults.otherSize(entry, size);
            }
        }
        found.forEach(faults::unlisted);
        return verified(faults, 0);
    }

    ManifestVerification checksums(int threads) {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var entries = compared().stream().filter(FileChecksum::isGiven).toList();
            var results = new ArrayList<Future<String>>();
            entries.forEach(entry -> results.add(pool.submit(() -> FileChecksum.compare(directory, entry))));
            var faults = new ManifestFaults(manifest);
            for (var result : results) {
                var fault = result.get();
                if (!fault.isEmpty()) {
                    faults.add(fault);
                }
            }
            return verified(faults, entries.size());
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while reading the backup " + directory, e);
        } finally {
            pool.shutdownNow();
        }
    }

    private RuntimeException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException exception) {
            return exception;
        }
        return cause instanceof IOException unread
                ? BackupFile.unreadable(directory, unread)
                : new Inconclusive("cannot read the backup " + directory + ": " + cause, cause);
    }

    private ManifestVerification verified(ManifestFaults faults, int proven) {
        faults.requireNone(directory);
        var entries = compared();
        return new ManifestVerification(
                entries.size(), entries.stream().mapToLong(ManifestEntry::size).sum(), proven);
    }

    private List<ManifestEntry> compared() {
        return manifest.files().stream()
                .filter(entry -> !isLeftOut(entry.path()))
                .toList();
    }

    /** As pg_verifybackup does: WAL is proven elsewhere, and settings of a restore are not the backup's. */
    static boolean isLeftOut(String path) {
        return LEFT_OUT.contains(path) || path.startsWith("pg_wal/");
    }

    private Map<String, Long> filesOnDisk() {
        var found = new HashMap<String, Long>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.equals(directory.resolve("pg_wal"))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    var path = directory.relativize(file).toString();
                    if (attributes.isSymbolicLink() && !path.equals("pg_wal")) {
                        throw linked(file);
                    }
                    if (!isLeftOut(path) && !path.equals("pg_wal")) {
                        found.put(path, attributes.size());
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw BackupFile.unreadable(directory, e);
        }
        return found;
    }

    /** A tablespace's link may lead to production's own files. */
    private static Inconclusive linked(Path file) {
        return new Inconclusive("the backup holds a symbolic link, " + file
                + ", as tablespaces do; links are not followed, because they may lead to production");
    }
}
