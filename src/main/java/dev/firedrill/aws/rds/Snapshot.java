package dev.firedrill.aws.rds;

import dev.firedrill.backup.Backup;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** What RDS says of a snapshot, as a backup. */
final class Snapshot {
    static final String SIZE = "allocated GB";
    private static final long GIGABYTE = 1L << 30;

    private Snapshot() {}

    static Backup of(DBSnapshot snapshot, ProtectedSystem system, String copy) {
        requirePostgres(snapshot.engine(), snapshot.dbSnapshotIdentifier());
        int gigabytes = Optional.ofNullable(snapshot.allocatedStorage()).orElse(0);
        return new Backup(
                snapshot.dbSnapshotIdentifier(),
                system.name(),
                copy,
                snapshot.dbSnapshotArn(),
                stateOf(snapshot),
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

    /**
     * The newest transaction that is in it. A copy is made later than what is in it; and of a backup that was taken from a
     * replica even the original was.
     */
    private static Instant stateOf(DBSnapshot snapshot) {
        return Stream.of(
                        snapshot.snapshotDatabaseTime(),
                        snapshot.originalSnapshotCreateTime(),
                        snapshot.snapshotCreateTime())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new Inconclusive(
                        "RDS does not say of when snapshot " + snapshot.dbSnapshotIdentifier() + " is"));
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
