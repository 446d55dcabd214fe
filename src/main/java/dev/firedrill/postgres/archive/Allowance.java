package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.ManifestEntry;
import dev.firedrill.postgres.WalRange;
import dev.firedrill.restore.Deadline;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.store.archive.Archive;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.Optional;

/** How far an archive may be unpacked: what its manifest says, or a share of its size; and the deadline, and the disk. */
final class Allowance {
    /** Files of a database that are mostly empty shrink a lot; what shrinks more than this is none. */
    private static final long RATIO = 100;

    /** For small archives, in which a few files of zeros outweigh the rest. */
    private static final long MARGIN = 1L << 30;

    /** Some directories of a cluster are empty; each other one holds a file. */
    private static final long EMPTY_DIRECTORIES = 1_000;

    /** Where nothing says how many files there are: a cluster has a few for each of its databases. */
    private static final long MOST_DIRECTORIES = 100_000;

    private static final long BLOCK = 512;
    private static final long BETWEEN_LOOKS_AT_THE_DISK = 256L << 20;
    private static final long RESERVE = 64L << 20;

    private final Archive archive;
    private final Path directory;
    private final Deadline deadline;
    private final boolean isSaid;
    private final long most;
    private final long mostDirectories;
    private long looked;

    Allowance(Archive archive, Optional<BackupManifest> manifest, Path directory, Deadline deadline) {
        this.archive = archive;
        this.directory = directory;
        this.deadline = deadline;
        this.isSaid = manifest.isPresent();
        this.most = manifest.map(Allowance::said).orElseGet(this::shareOfSize);
        this.mostDirectories =
                manifest.map(it -> it.files().size() + EMPTY_DIRECTORIES).orElse(MOST_DIRECTORIES);
    }

    private static long said(BackupManifest manifest) {
        long blocks = manifest.files().size() * 2 * BLOCK;
        return Math.min(filesOf(manifest), Long.MAX_VALUE >> 2) + blocks + logOf(manifest) + MARGIN;
    }

    /** Bytes of all files; a manifest that was made up does not make the sum overflow. */
    static long filesOf(BackupManifest manifest) {
        return (long) manifest.files().stream().mapToDouble(ManifestEntry::size).sum();
    }

    /** Bytes of log that must come along with the backup, at least. */
    static long logOf(BackupManifest manifest) {
        return Math.min(
                (long) manifest.walRanges().stream()
                        .mapToDouble(WalRange::bytes)
                        .sum(),
                Long.MAX_VALUE >> 2);
    }

    private long shareOfSize() {
        return archive.compression() == Compression.NONE ? Long.MAX_VALUE : archive.bytes() * RATIO + MARGIN;
    }

    /**
     * Is asked between portions.
     *
     * @param unpacked bytes of the archive so far
     * @throws BackupUnusable if the manifest allows no more
     * @throws Inconclusive if nothing says that it may be that large, the deadline passes, or the disk is full
     */
    void check(long unpacked) {
        deadline.check("unpacking " + archive.file());
        if (unpacked > most) {
            throw refused();
        }
        if (unpacked - looked > BETWEEN_LOOKS_AT_THE_DISK) {
            looked = unpacked;
            requireRoom();
        }
    }

    /** @throws BackupUnusable if no data directory has so many */
    void checkDirectories(long count) {
        if (count > mostDirectories) {
            throw new BackupUnusable(
                    "%s holds more than %,d directories, which no data directory with these files does; it was unpacked no further"
                            .formatted(archive.file(), mostDirectories));
        }
    }

    private void requireRoom() {
        long free = DiskSpace.free(directory);
        if (free < RESERVE) {
            throw new Inconclusive(
                    "the disk of %s is full while %s is unpacked: %s are free%n  Remedy: free some space there, or set another workdir: in firedrill.yaml"
                            .formatted(directory, archive.file(), DiskSpace.megabytes(free)));
        }
    }

    private Inconclusive refused() {
        if (isSaid) {
            throw new BackupUnusable(
                    "%s holds more than all that backup_manifest lists: it was unpacked up to %,d bytes and no further"
                            .formatted(archive.file(), most));
        }
        return new Inconclusive(
                "%s is %,d bytes and would unpack to more than %,d; no backup_manifest says that it may, so it was unpacked no further%n  Remedy: make base backups with a manifest, or unpack this one yourself and name that directory"
                        .formatted(archive.file(), archive.bytes(), most));
    }
}
