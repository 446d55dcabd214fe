package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What {@code global/pg_control} says of a cluster: PostgreSQL 14 to 18 on 64-bit little-endian machines.
 *
 * @param systemIdentifier the cluster's own number, the same in its WAL
 * @param controlVersion version of the file's layout: 1300 (14 to 16), 1700, 1800
 * @param modifiedAt when it was last written
 * @param checkpoint position of the newest checkpoint record; with a {@code backup_label}, the label's counts instead
 * @param segmentSize of the WAL, in bytes
 * @param dataChecksumVersion 0 where pages carry no checksum
 */
public record ControlFile(
        long systemIdentifier,
        int controlVersion,
        int catalogVersion,
        ClusterState state,
        Instant modifiedAt,
        Lsn checkpoint,
        Lsn redo,
        int timeline,
        Lsn minimumRecoveryPoint,
        WalLevel walLevel,
        int maxConnections,
        int maxWorkerProcesses,
        int maxWalSenders,
        int maxPreparedTransactions,
        int maxLocksPerTransaction,
        boolean trackCommitTimestamp,
        int blockSize,
        int relationSegmentBlocks,
        int walBlockSize,
        int segmentSize,
        int dataChecksumVersion) {

    static final String NAME = "global/pg_control";

    /** What the server was doing when it last wrote the file. */
    public enum ClusterState {
        STARTUP,
        SHUTDOWNED,
        SHUTDOWNED_IN_RECOVERY,
        SHUTDOWNING,
        IN_CRASH_RECOVERY,
        IN_ARCHIVE_RECOVERY,
        IN_PRODUCTION
    }

    /** How much the cluster writes to its log. */
    public enum WalLevel {
        MINIMAL,
        REPLICA,
        LOGICAL
    }

    /**
     * Reads it and verifies its checksum.
     *
     * @throws BackupUnusable if it is missing or damaged
     * @throws dev.firedrill.verdict.Inconclusive if it may not be read, or is of a version not known here
     */
    public static ControlFile read(Path dataDirectory) {
        var content = BackupFile.bytes(
                dataDirectory, NAME, "without it no server starts, and the cluster it belongs to is unknown");
        ControlFileChecksum.verify(dataDirectory, content);
        return decode(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
    }

    public boolean hasDataChecksums() {
        return dataChecksumVersion != 0;
    }

    private static ControlFile decode(ByteBuffer file) {
        return new ControlFile(
                file.getLong(0),
                file.getInt(8),
                file.getInt(12),
                named(ClusterState.values(), file.getInt(16), "state"),
                Instant.ofEpochSecond(file.getLong(24)),
                new Lsn(file.getLong(32)),
                new Lsn(file.getLong(40)),
                file.getInt(48),
                new Lsn(file.getLong(136)),
                named(WalLevel.values(), file.getInt(172), "wal_level"),
                file.getInt(180),
                file.getInt(184),
                file.getInt(188),
                file.getInt(192),
                file.getInt(196),
                file.get(200) != 0,
                file.getInt(216),
                file.getInt(220),
                file.getInt(224),
                segmentSize(file.getInt(228)),
                file.getInt(252));
    }

    private static <T> T named(T[] values, int number, String field) {
        if (number < 0 || number >= values.length) {
            throw new BackupUnusable("expecting " + field + " in " + NAME + " to be 0 to " + (values.length - 1)
                    + ", but found " + number);
        }
        return values[number];
    }

    private static int segmentSize(int found) {
        if (found < 1 << 20 || found > 1 << 30 || Integer.bitCount(found) != 1) {
            throw new BackupUnusable("expecting the WAL segment size in " + NAME
                    + " to be a power of two from 1 MiB to 1 GiB, but found " + found);
        }
        return found;
    }
}
