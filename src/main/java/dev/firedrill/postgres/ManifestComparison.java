package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.FileVisitOption;
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
    private static final int SHOWN = 20;

    private final BackupManifest manifest;
    private final Path directory;
    private final Links links;

    /** What to do with symbolic links, which tablespaces have. */
    enum Links {
        REFUSED,
        FOLLOWED,
        PASSED_OVER
    }

    ManifestComparison(BackupManifest manifest, Path directory, Links links) {
        this.manifest = manifest;
        this.directory = directory;
        this.links = links;
    }

    ManifestVerification sizes() {
        var found = new TreeMap<>(filesOnDisk());
        var faults = new ArrayList<String>();
        for (var entry : compared()) {
            var size = found.remove(entry.path());
            if (size == null) {
                faults.add(entry.path() + ": missing; expecting " + entry.size() + " bytes");
            } else if (size != entry.size()) {
                faults.add("%s: expecting %d bytes, but found %d".formatted(entry.path(), entry.size(), size));
            }
        }
        found.forEach((path, size) -> faults.add(path + ": not in the manifest; " + size + " bytes"));
        return verified(faults, 0);
    }

    ManifestVerification checksums(int threads) {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var entries = compared().stream().filter(FileChecksum::isGiven).toList();
            var results = new ArrayList<Future<String>>();
            entries.forEach(entry -> results.add(pool.submit(() -> FileChecksum.compare(directory, entry))));
            var faults = new ArrayList<String>();
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

    private ManifestVerification verified(List<String> faults, int proven) {
        if (!faults.isEmpty()) {
            var more = faults.size() > SHOWN ? "\n  ... and %d more".formatted(faults.size() - SHOWN) : "";
            throw new BackupUnusable("%d of %d files of the backup %s are not as its %s says:%n  %s%s"
                    .formatted(
                            faults.size(),
                            manifest.files().size(),
                            directory,
                            BackupManifest.NAME,
                            String.join("\n  ", faults.subList(0, Math.min(SHOWN, faults.size()))),
                            more));
        }
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
    private static boolean isLeftOut(String path) {
        return LEFT_OUT.contains(path) || path.startsWith("pg_wal/");
    }

    private Map<String, Long> filesOnDisk() {
        var found = new HashMap<String, Long>();
        try {
            Files.walkFileTree(directory, options(), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
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
                        passOver(file);
                        return FileVisitResult.CONTINUE;
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

    private Set<FileVisitOption> options() {
        return links == Links.FOLLOWED ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of();
    }

    /** A tablespace's link may lead to production's own files. */
    private void passOver(Path file) {
        if (links == Links.PASSED_OVER) {
            return;
        }
        throw new Inconclusive("the backup holds a symbolic link, " + file
                + ", as tablespaces do; links are not followed, because they may lead to production");
    }
}
