package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.RestoredTablespaces;
import dev.firedrill.restore.Deadline;
import dev.firedrill.store.archive.Archive;
import dev.firedrill.store.archive.TarUnpacking;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Unpacks a backup in tar format, and compares it with its manifest on the way.
 *
 * @param directory a directory of the restore's own, which gets {@code data}, {@code tablespaces} and the log
 * @param log where the log that came along goes; empty if it is not asked for
 */
record TarRestore(TarBackup backup, Path directory, Optional<Path> log, Deadline deadline) {
    private static final int THREADS = 2;

    /**
     * Writes all of it.
     *
     * @return what was verified, to be shown
     * @throws dev.firedrill.verdict.BackupUnusable if an archive is damaged or hostile, or differs from the manifest
     * @throws Inconclusive if it cannot be told
     */
    String run() {
        make(directory.resolve(FoundBackup.DATA));
        log.ifPresent(TarRestore::make);
        var expected = backup.manifest().map(ExpectedFiles::new);
        try (var unpacking = new TarUnpacking()) {
            var archives = backup.archives();
            if (log.isPresent() && archives.wal().isPresent()) {
                var archive = archives.wal().get();
                unpacking.unpack(archive, log(archive));
            }
            unpack(unpacking, archives.base(), directory.resolve(FoundBackup.DATA), "", expected);
            archives.tablespaces().forEach((oid, archive) -> {
                var place = new RestoredTablespaces(directory).make(oid);
                unpack(unpacking, archive, place, "pg_tblspc/" + oid + "/", expected);
            });
        }
        backup.archives().tablespaces().keySet().forEach(new RestoredTablespaces(directory)::link);
        return expected.map(it -> it.verified().toString()).orElseGet(this::afterwards);
    }

    private void unpack(
            TarUnpacking unpacking, Archive archive, Path root, String prefix, Optional<ExpectedFiles> expected) {
        var contents = new DataContents(root, prefix, expected, log(archive), allowance(archive));
        unpacking.unpack(archive, contents);
    }

    private LogContents log(Archive archive) {
        return new LogContents(log, backup.manifest(), allowance(archive));
    }

    private Allowance allowance(Archive archive) {
        return new Allowance(archive, backup.manifest(), directory, deadline);
    }

    /** A manifest that lay in the archive itself is known only when all is unpacked. */
    private String afterwards() {
        var data = directory.resolve(FoundBackup.DATA);
        if (!Files.exists(data.resolve("backup_manifest"))) {
            if (!backup.isManifestOptional()) {
                BackupManifest.read(backup.archives().directory());
            }
            return BackupManifest.NOTHING_SAYS;
        }
        var manifest = BackupManifest.read(data);
        if (!backup.isManifestOptional()) {
            manifest.requireChecksums();
        }
        return manifest.verifyChecksums(data, THREADS).toString();
    }

    private static void make(Path directory) {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new Inconclusive("cannot make the directory " + directory + ": " + e, e);
        }
    }
}
