package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
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
    private final PlainTablespaces tablespaces;

    ManifestComparison(BackupManifest manifest, Path directory, PlainTablespaces tablespaces) {
        this.manifest = manifest;
        this.directory = directory;
        this.tablespaces = tablespaces;
    }

    ManifestVerification sizes() {
        var found = new TreeMap<>(filesOnDisk());
        var faults = new ManifestFaults(manifest);
        for (var entry : manifest.compared()) {
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
            var entries =
                    manifest.compared().stream().filter(FileChecksum::isGiven).toList();
            var results = new HashMap<ManifestEntry, Future<String>>();
            // The largest first: the last one that is begun keeps no thread busy while the others have nothing left to
            // do.
            entries.stream()
                    .sorted(Comparator.comparingLong(ManifestEntry::size).reversed())
                    .forEach(entry -> results.put(entry, pool.submit(() -> FileChecksum.compare(directory, entry))));
            var faults = new ManifestFaults(manifest);
            for (var entry : entries) {
                var fault = results.get(entry).get();
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
                ? UnreadableFile.of(directory, unread)
                : new Inconclusive("cannot read the backup " + directory + ": " + cause, cause);
    }

    private ManifestVerification verified(ManifestFaults faults, int proven) {
        faults.requireNone(directory);
        var entries = manifest.compared();
        return new ManifestVerification(
                entries.size(), entries.stream().mapToLong(ManifestEntry::size).sum(), proven);
    }

    /** As pg_verifybackup does: WAL is proven elsewhere, and settings of a restore are not the backup's. */
    static boolean isLeftOut(String path) {
        return LEFT_OUT.contains(path) || path.startsWith("pg_wal/");
    }

    private Map<String, Long> filesOnDisk() {
        var found = new HashMap<String, Long>();
        try {
            Files.walkFileTree(directory, new Sizes(directory, "", found));
            for (var tablespace : tablespaces.linked().entrySet()) {
                var prefix = PlainTablespaces.DIRECTORY + "/" + tablespace.getKey() + "/";
                Files.walkFileTree(tablespace.getValue(), new Sizes(tablespace.getValue(), prefix, found));
            }
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
        return found;
    }

    /** Of all files of the data directory or of one tablespace, under the names that the manifest has for them. */
    private final class Sizes extends SimpleFileVisitor<Path> {
        private final Path root;
        private final String prefix;
        private final Map<String, Long> found;

        Sizes(Path root, String prefix, Map<String, Long> found) {
            this.root = root;
            this.prefix = prefix;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var relative = root.relativize(folder);
            boolean isElsewhere =
                    relative.equals(Path.of("pg_wal")) || tablespaces.inside().contains(relative);
            return prefix.isEmpty() && isElsewhere ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var path = prefix + root.relativize(file);
            if (attributes.isSymbolicLink() && !path.equals("pg_wal")) {
                requireTablespace(file);
            } else if (!isLeftOut(path) && !path.equals("pg_wal")) {
                found.put(path, attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        private void requireTablespace(Path link) {
            if (!tablespaces.isLink(directory.relativize(link))) {
                throw new Inconclusive("the backup holds a symbolic link, " + link
                        + ", which is no tablespace's; it is not followed, because it may lead to production");
            }
        }
    }
}
