package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.ManifestPath;
import dev.firedrill.postgres.PlainTablespaces;
import dev.firedrill.postgres.RestoredFiles;
import dev.firedrill.store.archive.ContentCheck;
import dev.firedrill.store.archive.Contents;
import dev.firedrill.store.archive.TarEntry;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of the data directory, or of a tablespace, on their way from an archive into a restore.
 *
 * @see LogContents
 */
final class DataContents implements Contents {
    private final Path root;
    private final String prefix;
    private final Optional<ExpectedFiles> expected;
    private final LogContents log;
    private final Allowance allowance;
    private long directories;

    /**
     * @param root where they go
     * @param prefix what stands before their names in the manifest
     * @param expected empty if there is no manifest beside the archives
     * @param log takes what lies in pg_wal
     */
    DataContents(Path root, String prefix, Optional<ExpectedFiles> expected, LogContents log, Allowance allowance) {
        this.root = root;
        this.prefix = prefix;
        this.expected = expected;
        this.log = log;
        this.allowance = allowance;
    }

    @Override
    public Place place(TarEntry entry) {
        var name = prefix + entry.name();
        if (entry.is(TarEntry.Kind.SYMBOLIC_LINK)) {
            requireTablespace(name, entry.link());
            return Place.nowhere();
        }
        if (LogContents.isLog(name)) {
            return log.place(entry);
        }
        var path = ManifestPath.requireInside(entry.name(), root);
        if (entry.is(TarEntry.Kind.DIRECTORY)) {
            countDirectory();
            return RestoredFiles.isRestored(Path.of(name)) ? Place.at(path) : Place.nowhere();
        }
        return file(name, entry.size(), path);
    }

    private Place file(String name, long size, Path path) {
        if (expected.isEmpty()) {
            boolean isTheManifest = name.equals("backup_manifest");
            return isTheManifest || RestoredFiles.isRestored(Path.of(name)) ? Place.at(path) : Place.nowhere();
        }
        var check = expected.get().check(name, size);
        return check.isPresent() && RestoredFiles.isRestored(Path.of(name))
                ? Place.at(path, check.get())
                : Place.nowhere(check.orElse(ContentCheck.NONE));
    }

    /** A server sends links to where production has its tablespaces. They are made anew, to where these are restored. */
    private static void requireTablespace(String name, String link) {
        if (!name.matches(PlainTablespaces.DIRECTORY + "/[0-9]+")) {
            throw new BackupUnusable("the backup holds a symbolic link, [" + name + "] to [" + link
                    + "], which is no tablespace's; nothing was written through it");
        }
    }

    private void countDirectory() {
        directories++;
        allowance.checkDirectories(directories);
    }

    @Override
    public void unpacked(long unpacked) {
        allowance.check(unpacked);
    }
}
