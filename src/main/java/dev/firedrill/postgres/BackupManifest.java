package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
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

    /** What is to be shown of a backup that has none. */
    public static final String NOTHING_SAYS = "no " + NAME + ": missing and truncated files were not looked for";

    public BackupManifest {
        files = List.copyOf(files);
        walRanges = List.copyOf(walRanges);
    }

    /**
     * Reads it and verifies its checksum.
     *
     * @throws BackupUnusable if it is damaged
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
     * @throws BackupUnusable naming up to 20 files that differ
     * @throws Inconclusive if the directory may not be read, or holds symbolic links
     */
    public ManifestVerification verifyFiles(Path dataDirectory) {
        return new ManifestComparison(this, dataDirectory, PlainTablespaces.none()).sizes();
    }

    /**
     * Like {@link #verifyFiles}, and the content of every file has its checksum.
     *
     * @param threads how many files are read at a time
     */
    public ManifestVerification verifyChecksums(Path dataDirectory, int threads) {
        return verifyChecksums(dataDirectory, PlainTablespaces.none(), threads);
    }

    /** The same, where files of tablespaces lie behind links. */
    ManifestVerification verifyChecksums(Path dataDirectory, PlainTablespaces tablespaces, int threads) {
        var comparison = new ManifestComparison(this, dataDirectory, tablespaces);
        comparison.sizes();
        return comparison.checksums(threads);
    }

    /**
     * The same for files that a restore wrote.
     *
     * @param directory the restore's own, which holds tablespaces, too
     */
    public ManifestVerification verifyRestored(Path dataDirectory, Path directory, int threads) {
        return verifyChecksums(dataDirectory, PlainTablespaces.find(dataDirectory, List.of(directory)), threads);
    }

    /** The same, where the manifest lists no files of tablespaces, so that these are passed over. */
    public ManifestVerification verifyRestoredButTablespaces(Path dataDirectory, Path directory, int threads) {
        var found = PlainTablespaces.find(dataDirectory, List.of(directory));
        return verifyChecksums(dataDirectory, found.passedOver(), threads);
    }

    /** The same without some of its files, such as those that a tool does not restore. */
    public BackupManifest without(Predicate<String> path) {
        var rest = files.stream().filter(file -> !path.test(file.path())).toList();
        return new BackupManifest(directory, rest, walRanges, systemIdentifier, newestFile);
    }

    /** The files that are compared with a backup. */
    public List<ManifestEntry> compared() {
        return files.stream().filter(file -> isCompared(file.path())).toList();
    }

    /** Not all that a backup holds is: its log is proven in another way, and settings of a restore are not its own. */
    public static boolean isCompared(String path) {
        return !ManifestComparison.isLeftOut(path);
    }

    /**
     * @throws BackupUnusable if it belongs to another cluster than the control file
     */
    public void requireCluster(ControlFile control) {
        if (systemIdentifier.isPresent() && systemIdentifier.getAsLong() != control.systemIdentifier()) {
            throw new BackupUnusable("backup_manifest of %s is of cluster %s, but global/pg_control is of cluster %s"
                    .formatted(
                            directory,
                            Long.toUnsignedString(systemIdentifier.getAsLong()),
                            Long.toUnsignedString(control.systemIdentifier())));
        }
    }

    /**
     * @throws BackupUnusable if the log that it asks for begins elsewhere than recovery would
     */
    public void requireStart(BackupLabel label) {
        boolean fits = walRanges.stream()
                .anyMatch(range ->
                        range.timeline() == label.timeline() && range.start().equals(label.start()));
        if (!walRanges.isEmpty() && !fits) {
            throw new BackupUnusable(
                    "backup_manifest of %s is of another backup than backup_label: expecting WAL from %s of timeline %d on, but found %s"
                            .formatted(
                                    directory,
                                    label.start(),
                                    label.timeline(),
                                    walRanges.stream()
                                            .map(range -> range.start() + " of timeline " + range.timeline())
                                            .toList()));
        }
    }

    /**
     * @throws Inconclusive if it lacks checksums: then a flipped byte would not be seen
     */
    public void requireChecksums() {
        var compared = compared();
        long without =
                compared.stream().filter(file -> !FileChecksum.isGiven(file)).count();
        if (without > 0) {
            throw new Inconclusive(
                    "backup_manifest of %s holds no checksum of %d of %d files%n  Remedy: make base backups with --manifest-checksums, or write manifest: optional if their sizes are enough for you"
                            .formatted(directory, without, compared.size()));
        }
    }
}
