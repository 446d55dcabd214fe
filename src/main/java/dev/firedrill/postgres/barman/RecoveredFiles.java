package dev.firedrill.postgres.barman;

import dev.firedrill.config.BackupSource;
import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.ManifestDemand;
import dev.firedrill.postgres.ManifestVerification;
import dev.firedrill.postgres.RestoredFiles;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * What {@code barman recover} left: the backup's files, some of them changed for a server that is started as it is. Here
 * they become the backup's again, and are compared with its manifest.
 *
 * @param directory the restore's own
 * @param id the backup's
 */
record RecoveredFiles(Path directory, String id) {
    private static final int THREADS = 2;
    static final String MANIFEST = "backup_manifest";
    private static final List<String> CHANGED = List.of("postgresql.conf", "postgresql.auto.conf");
    /** Where log lies, depending on whether a moment was asked for. */
    private static final List<String> LOG = List.of("pg_wal", "barman_wal");

    private static final Set<String> NEVER_RESTORED = Set.of("tablespace_map", "recovery.conf");
    private static final String TABLESPACES = "pg_tblspc/";

    private Path data() {
        return directory.resolve(FoundBackup.DATA);
    }

    /** Undoes what barman changed. */
    void putBack() {
        try {
            for (var name : CHANGED) {
                putBack(name + ".origin", name);
            }
            putBack(MANIFEST + "." + id, MANIFEST);
            Files.deleteIfExists(data().resolve(".barman-recover.info"));
        } catch (IOException e) {
            throw new Inconclusive("cannot put back what barman changed in " + data() + ": " + e, e);
        }
    }

    private void putBack(String from, String to) throws IOException {
        if (Files.exists(data().resolve(from))) {
            Files.move(data().resolve(from), data().resolve(to), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Moves the restored log to where it is looked into and replayed from; gives back where that is. */
    Path moveLogOut() {
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            var place = Files.createDirectory(directory.resolve("wal"), mode);
            for (var name : LOG) {
                var restored = data().resolve(name);
                if (Files.isDirectory(restored)) {
                    moveFiles(restored, place);
                    Files.deleteIfExists(restored.resolve("archive_status"));
                    Files.delete(restored);
                }
            }
            return place;
        } catch (IOException e) {
            throw new Inconclusive("cannot move the restored log out of " + data() + ": " + e, e);
        }
    }

    private static void moveFiles(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    Files.move(file, to.resolve(file.getFileName()));
                } else if (Files.isDirectory(file)) {
                    empty(file);
                }
            }
        }
    }

    /** Marks of what is archived, which a server of ours has no use for. */
    private static void empty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Compares every file with the manifest, where the backup has one.
     *
     * @return what was verified, and what could not be
     * @throws dev.firedrill.verdict.BackupUnusable naming the files that differ
     */
    String verify(BackupSource source) {
        if (!Files.exists(data().resolve(MANIFEST))) {
            return ManifestDemand.waived(
                    source,
                    "no " + MANIFEST
                            + ", as barman's backups by rsync have none: missing, truncated and altered files were"
                            + " not looked for",
                    "let barman generate-manifest make one");
        }
        RestoredFiles.requireLinksInside(directory);
        var manifest = BackupManifest.read(data());
        boolean tablespaces =
                manifest.files().stream().anyMatch(file -> file.path().startsWith(TABLESPACES));
        var restored = manifest.without(RecoveredFiles::isNeverRestored);
        var verified = tablespaces
                ? restored.verifyRestored(data(), directory, THREADS)
                : restored.verifyRestoredButTablespaces(data(), directory, THREADS);
        return "%s: %d files are there with their sizes, %d of them with their checksums%s"
                .formatted(
                        MANIFEST,
                        verified.files(),
                        verified.proven(),
                        tablespaces || !hasTablespaces() ? "" : "; " + waivedTablespaces(source));
    }

    /**
     * What was compared where barman keeps it came here whole: rsync sees to what is in a file that it copies, and here it is
     * seen that each is there with its size.
     */
    String verifyAfter(ManifestVerification compared) {
        RestoredFiles.requireLinksInside(directory);
        BackupManifest.read(data()).without(RecoveredFiles::isNeverRestored).verifyFiles(data());
        return "%s: %d files are there with their sizes, %d of them with their checksums where barman keeps them"
                .formatted(MANIFEST, compared.files(), compared.proven());
    }

    private static String waivedTablespaces(BackupSource source) {
        return ManifestDemand.waived(
                source,
                MANIFEST + " lists no files of tablespaces: those were not looked at",
                "back up with backup_method = postgres, whose manifest lists them");
    }

    private boolean hasTablespaces() {
        try (var links = Files.list(data().resolve(TABLESPACES))) {
            return links.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Barman leaves the server's log files out, and makes links of the map itself. */
    private static boolean isNeverRestored(String path) {
        return NEVER_RESTORED.contains(path) || path.startsWith("log/") || path.startsWith("pg_log/");
    }
}
