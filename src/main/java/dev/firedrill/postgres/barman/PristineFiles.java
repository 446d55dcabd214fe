package dev.firedrill.postgres.barman;

import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.ManifestVerification;
import dev.firedrill.process.Meanwhile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a backup where barman keeps them, compared with its manifest while barman copies them: both read the same,
 * so that a disk reads it once.
 */
final class PristineFiles {
    /** A copy by rsync keeps one processor busy, and what it reads is read here once more: the others' half is enough. */
    private static final int THREADS =
            Math.min(2, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final Path files;
    private final BackupDescription backup;

    PristineFiles(BarmanServer server, BackupDescription backup) {
        this.files = server.backups().resolve(backup.id()).resolve("data");
        this.backup = backup;
    }

    /** A backup that is compressed, or has tablespaces, can be compared only when it was restored. */
    boolean canBeCompared() {
        return Files.exists(files.resolve("PG_VERSION"))
                && Files.exists(files.resolve(RecoveredFiles.MANIFEST))
                && backup.tablespaces().isEmpty();
    }

    Meanwhile<ManifestVerification> compare() {
        return Meanwhile.begin(() -> BackupManifest.read(files).verifyChecksums(files, THREADS));
    }
}
