package dev.firedrill.postgres;

import dev.firedrill.postgres.ManifestComparison.Links;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What {@code backup_manifest} says a base backup consists of. Its own checksum was verified.
 *
 * @param systemIdentifier of the cluster; from PostgreSQL 17 on
 * @param newestFile when the newest of its files was last modified: a moment at which the backup was not yet complete
 */
public record BackupManifest(
        Path directory,
        List<ManifestEntry> files,
        List<WalRange> walRanges,
        OptionalLong systemIdentifier,
        Optional<Instant> newestFile) {

    static final String NAME = "backup_manifest";

    public BackupManifest {
        files = List.copyOf(files);
        walRanges = List.copyOf(walRanges);
    }

    /**
     * Reads it and verifies its checksum.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if it is damaged
     * @throws Inconclusive if it is missing: then nothing says what the backup must consist of
     */
    public static BackupManifest read(Path dataDirectory) {
        if (!Files.exists(dataDirectory.resolve(NAME)) && Files.isReadable(dataDirectory)) {
            throw new Inconclusive("the backup " + dataDirectory + " has no " + NAME
                    + ", so nothing says which files, sizes and checksums it must have"
                    + "\n  Remedy: make base backups with a manifest (pg_basebackup does, unless told --no-manifest),"
                    + " or write manifest: optional beside directory: in firedrill.yaml to do without that proof");
        }
        var content = BackupFile.bytes(dataDirectory, NAME, "it says which files the backup must have");
        ManifestChecksum.verify(dataDirectory, content);
        return new ManifestParser(dataDirectory).parse(content);
    }

    /**
     * Every file is present with its size, and there is no other.
     *
     * @return what was compared
     * @throws dev.firedrill.verdict.BackupUnusable naming up to 20 files that differ
     * @throws Inconclusive if the directory may not be read, or holds symbolic links
     */
    public ManifestVerification verifyFiles(Path dataDirectory) {
        return new ManifestComparison(this, dataDirectory, Links.REFUSED).sizes();
    }

    /** The same without some of its files, such as those that a tool does not restore. */
    public BackupManifest without(Predicate<String> path) {
        var rest = files.stream().filter(file -> !path.test(file.path())).toList();
        return new BackupManifest(directory, rest, walRanges, systemIdentifier, newestFile);
    }

    /**
     * Like {@link #verifyChecksums}, of what a tool restored.
     *
     * @param followLinks whether to look at the tablespaces, too; the caller has seen that no link leads out of the restore
     */
    public ManifestVerification verifyRestored(Path dataDirectory, boolean followLinks, int threads) {
        var comparison = new ManifestComparison(this, dataDirectory, followLinks ? Links.FOLLOWED : Links.PASSED_OVER);
        comparison.sizes();
        return comparison.checksums(threads);
    }

    /**
     * Like {@link #verifyFiles}, and the content of every file has its checksum.
     *
     * @param threads how many files are read at a time
     */
    public ManifestVerification verifyChecksums(Path dataDirectory, int threads) {
        verifyFiles(dataDirectory);
        return new ManifestComparison(this, dataDirectory, Links.REFUSED).checksums(threads);
    }
}
