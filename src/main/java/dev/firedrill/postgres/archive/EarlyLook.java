package dev.firedrill.postgres.archive;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.ArchivedWal;
import dev.firedrill.postgres.BackupLabel;
import dev.firedrill.postgres.WalArchive;
import dev.firedrill.postgres.WalFault;
import dev.firedrill.postgres.WalSegmentHeader;
import java.util.stream.IntStream;

/**
 * The WAL of a backup whose control file is still packed: a segment that is missing need not wait for hours of
 * unpacking. What is found well here is proven again afterwards, when the cluster's number is known.
 */
record EarlyLook(ArchivedWal wal, BackupLabel label) {
    private static final int USUAL = 1 << 24;

    void requireWalFor(RecoveryTarget target) {
        var archive = WalArchive.open(wal);
        int size = segmentSize();
        var continuity = archive.verify(label.start(), label.timeline(), cluster(archive), size);
        continuity
                .fault()
                .filter(fault -> fault.kind() == WalFault.Kind.MISSING)
                .filter(fault -> target instanceof RecoveryTarget.Latest
                        || continuity.newest().isEmpty())
                .ifPresent(fault -> {
                    throw fault.asFailure(archive);
                });
    }

    /** The size at which the segment's name fits the position. */
    private int segmentSize() {
        return IntStream.concat(
                        IntStream.of(USUAL), IntStream.rangeClosed(20, 30).map(power -> 1 << power))
                .filter(size ->
                        label.start().segment(label.timeline(), size).name().equals(label.startSegment()))
                .findFirst()
                .orElse(USUAL);
    }

    private long cluster(WalArchive archive) {
        return archive.has(label.startSegment())
                ? WalSegmentHeader.read(wal.look(label.startSegment())).systemIdentifier()
                : 0;
    }
}
