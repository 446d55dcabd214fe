package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.WalSegment;
import dev.firedrill.store.archive.Contents;
import dev.firedrill.store.archive.TarEntry;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The log that a backup brings along, in {@code pg_wal.tar} or in {@code pg_wal} of {@code base.tar}: its segments and
 * histories of timelines go into one flat directory, the rest is passed over.
 */
final class LogContents implements Contents {
    private static final String DIRECTORY = "pg_wal";
    private static final long LEAST_SEGMENT = 1L << 20;
    private static final long MOST_SEGMENT = 1L << 30;
    private static final long LONGEST_HISTORY = 1L << 20;

    /** The log ends within a segment, and the next ones may have been made ready. */
    private static final long MORE_SEGMENTS = 3;

    private final Optional<Path> directory;
    private final long said;
    private final Allowance allowance;
    private long segmentSize;
    private long segments;

    /** @param directory where it goes; empty if it is not asked for */
    LogContents(Optional<Path> directory, Optional<BackupManifest> manifest, Allowance allowance) {
        this.directory = directory;
        this.said = manifest.map(Allowance::logOf).orElse(Long.MAX_VALUE >> 1);
        this.allowance = allowance;
    }

    /** Whether a file of the data directory belongs here. */
    static boolean isLog(String name) {
        return name.equals(DIRECTORY) || name.startsWith(DIRECTORY + "/");
    }

    @Override
    public Place place(TarEntry entry) {
        var name = entry.name().startsWith(DIRECTORY + "/")
                ? entry.name().substring(DIRECTORY.length() + 1)
                : entry.name();
        if (directory.isEmpty() || !entry.is(TarEntry.Kind.FILE)) {
            return Place.nowhere();
        }
        if (WalSegment.isName(name)) {
            requireSegment(name, entry.size());
            return Place.at(directory.get().resolve(name));
        }
        boolean isHistory = name.matches("[0-9A-F]{8}\\.history") && entry.size() <= LONGEST_HISTORY;
        return isHistory ? Place.at(directory.get().resolve(name)) : Place.nowhere();
    }

    /** What is wrong with it as log is seen later; here it must be no way to fill the disk. */
    private void requireSegment(String name, long size) {
        boolean isOne = Long.bitCount(size) == 1 && size >= LEAST_SEGMENT && size <= MOST_SEGMENT;
        if (!isOne || segmentSize != 0 && size != segmentSize) {
            throw new BackupUnusable(
                    "WAL segment %s in the backup is truncated or has grown: expecting %s, but found %d bytes"
                            .formatted(
                                    name,
                                    segmentSize == 0 ? "a power of two from 1 MiB to 1 GiB" : segmentSize + " bytes",
                                    size));
        }
        segmentSize = size;
        segments++;
        if (segments > said / size + MORE_SEGMENTS) {
            throw new BackupUnusable(
                    "the backup brings more WAL along than backup_manifest asks for: expecting %d bytes, but found %d segments of %d"
                            .formatted(said, segments, size));
        }
    }

    @Override
    public void unpacked(long unpacked) {
        allowance.check(unpacked);
    }
}
