package dev.firedrill.postgres.dump;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A dump that was looked at before anything is made, and that knows how it is loaded into an empty server. */
public final class Dump {
    /** A compressed dump grows; what is missing of the estimate, the server says when its disk is full. */
    private static final int GROWTH = 2;

    private static final long EMPTY_CLUSTER = 256L << 20;

    private final RestoreOrder order;
    private final Path file;
    private final DumpStamp stamp;
    private final DumpContent content;
    private final DataProof proof;

    private Dump(RestoreOrder order, Path file, DumpStamp stamp, DumpContent content) throws IOException {
        this.order = order;
        this.file = file;
        this.stamp = stamp;
        this.content = content;
        this.proof = content.proof();
    }

    /**
     * Looks at the dump of an order: whether it is one, whether it is whole as far as that can be told, and whether it is
     * of the database that checks look at.
     *
     * @throws BackupUnusable if it is damaged
     * @throws Inconclusive if it cannot be told
     * @throws ConfigurationMistake if a dump cannot serve the target, or is of another database
     */
    public static Dump open(RestoreOrder order) {
        requireServes(order);
        var file = Path.of(order.backup().location());
        try {
            var stamp = DumpStamp.of(file);
            return StillWritten.judged(file, stamp, () -> {
                var content = DumpContent.open(file, order);
                requireTime(order);
                content.requireDatabase(order);
                return new Dump(order, file, stamp, content);
            });
        } catch (IOException e) {
            throw DumpContent.unread(file, e);
        }
    }

    private static void requireServes(RestoreOrder order) {
        var target = order.target();
        if (!(target instanceof RecoveryTarget.Latest || target instanceof RecoveryTarget.BackupEnd)) {
            throw new ConfigurationMistake(
                    order.source().place(),
                    "the recovery target is [" + target + "], but a dump holds one moment and no log after it",
                    "ask for latest, or for a random one (random 30d); other moments need a base backup with its WAL");
        }
    }

    private static void requireTime(RestoreOrder order) {
        var contradiction = order.backup().details().get(DumpDescription.CONTRADICTION);
        if (contradiction != null) {
            throw new Inconclusive("it cannot be told when the dump was made: " + contradiction
                    + "\n  Remedy: give the time zone of the host where pg_dump runs, such as zone: Europe/Berlin");
        }
    }

    /** The oldest major version of PostgreSQL that can load it. */
    public int major() {
        return content.major();
    }

    /** Bytes that its restore writes, roughly. */
    public long need() {
        return GROWTH * stamp.bytes() + EMPTY_CLUSTER;
    }

    /** What was seen, and what could not be; to be shown. */
    public List<String> notes() {
        return content.notes();
    }

    /** What is known of its data, byte by byte, once it is loaded. */
    public DataProof proof() {
        return proof;
    }

    /**
     * Loads it. Every error counts.
     *
     * @throws BackupUnusable if the dump cannot be loaded as it is
     * @throws Inconclusive if this host lacks something, or the dump was written to meanwhile
     */
    public void load(LoadingServer server) {
        try {
            StillWritten.judged(file, stamp, () -> {
                content.load(server);
                return content;
            });
            StillWritten.require(file, stamp);
        } catch (IOException e) {
            throw DumpContent.unread(file, e);
        }
    }

    /** The state that it holds. */
    public RecoveryPoint recoveryPoint() {
        var from = order.backup().details().getOrDefault(DumpDescription.MADE_AT_FROM, "");
        return new RecoveryPoint(order.backup().madeAt(), "", RecoveryPoint.START_OF_DUMP + " (" + from + ")", "");
    }
}
