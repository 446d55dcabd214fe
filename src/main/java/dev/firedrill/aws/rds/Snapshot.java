package dev.firedrill.aws.rds;

import dev.firedrill.backup.Backup;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.verdict.Inconclusive;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What RDS says of a snapshot, as a backup. */
final class Snapshot {
    static final String SIZE = "allocated GB";
    private static final long GIGABYTE = 1L << 30;

    private Snapshot() {}

    static Backup of(DBSnapshot snapshot, ProtectedSystem system, String copy) {
        requirePostgres(snapshot.engine(), snapshot.dbSnapshotIdentifier());
        // A copy is made later than what is in it.
        var madeAt = Optional.ofNullable(snapshot.originalSnapshotCreateTime()).orElse(snapshot.snapshotCreateTime());
        int gigabytes = Optional.ofNullable(snapshot.allocatedStorage()).orElse(0);
        return new Backup(
                snapshot.dbSnapshotIdentifier(),
                system.name(),
                copy,
                snapshot.dbSnapshotArn(),
                madeAt,
                gigabytes * GIGABYTE,
                Map.of(
                        "type",
                        String.valueOf(snapshot.snapshotType()),
                        "engine",
                        snapshot.engine() + " " + snapshot.engineVersion(),
                        "encryption",
                        Boolean.TRUE.equals(snapshot.encrypted()) ? String.valueOf(snapshot.kmsKeyId()) : "none",
                        SIZE,
                        Integer.toString(gigabytes)));
    }

    /** How much storage a restore of it allocates. */
    static int gigabytes(Backup backup) {
        return Integer.parseInt(backup.details().getOrDefault(SIZE, "0"));
    }

    /** @throws Inconclusive if it is of another engine */
    static void requirePostgres(String engine, String what) {
        if (!"postgres".equals(engine)) {
            throw new Inconclusive(
                    "%s is of engine [%s], which is not supported: only RDS for PostgreSQL is".formatted(what, engine)
                            + "\n  Remedy: test it by other means, and say so: outOfScope:");
        }
    }
}
