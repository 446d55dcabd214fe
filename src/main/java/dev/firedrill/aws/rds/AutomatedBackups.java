package dev.firedrill.aws.rds;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ProtectedSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/** The automated backups of an instance, of which RDS restores every moment of a window: snapshots and log together. */
final class AutomatedBackups {
    private static final String PREFIX = "automated-";
    private static final String EARLIEST = "earliest restorable";
    private static final String INSTANCE = "instance";
    private static final String GONE = "(gone)";
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final long GIGABYTE = 1L << 30;

    private AutomatedBackups() {}

    /** @param region that is asked; where it is another than the source's, they were replicated to it */
    static Backup of(DBInstanceAutomatedBackup backups, String region, ProtectedSystem system, String copy) {
        Snapshot.requirePostgres(backups.engine(), backups.dbInstanceIdentifier());
        var window = backups.restoreWindow();
        int gigabytes = Optional.ofNullable(backups.allocatedStorage()).orElse(0);
        return new Backup(
                PREFIX + backups.dbiResourceId(),
                system.name(),
                copy,
                replicated(backups, region) ? backups.dbInstanceAutomatedBackupsArn() : "",
                window.latestTime(),
                gigabytes * GIGABYTE,
                Map.of(
                        EARLIEST,
                        String.valueOf(window.earliestTime()),
                        INSTANCE,
                        "active".equals(backups.status()) ? backups.dbInstanceIdentifier() : GONE,
                        "engine",
                        backups.engine() + " " + backups.engineVersion(),
                        "status",
                        String.valueOf(backups.status()),
                        Snapshot.SIZE,
                        Integer.toString(gigabytes)));
    }

    private static boolean replicated(DBInstanceAutomatedBackup backups, String region) {
        return backups.region() != null
                && !backups.region().equals(region)
                && backups.dbInstanceAutomatedBackupsArn() != null;
    }

    static boolean isOne(Backup backup) {
        return backup.id().startsWith(PREFIX) && backup.details().containsKey(EARLIEST);
    }

    /** Names them in the request that restores one moment of them. */
    static void name(Backup backup, RestoreDbInstanceToPointInTimeRequest.Builder request) {
        if (!backup.location().isEmpty()) {
            request.sourceDBInstanceAutomatedBackupsArn(backup.location());
        } else if (backup.details().get(INSTANCE).equals(GONE)) {
            request.sourceDbiResourceId(backup.id().substring(PREFIX.length()));
        } else {
            request.sourceDBInstanceIdentifier(backup.details().get(INSTANCE));
        }
    }

    /** The same, as far as they reached at a moment; empty if they did not begin before it. */
    static Optional<Backup> existingAt(Backup backup, Instant moment) {
        if (!backup.madeAt().isAfter(moment)) {
            return Optional.of(backup);
        }
        return Instant.parse(backup.details().get(EARLIEST)).isAfter(moment)
                ? Optional.empty()
                : Optional.of(new Backup(
                        backup.id(),
                        backup.system(),
                        backup.copy(),
                        backup.location(),
                        moment,
                        backup.bytes(),
                        backup.details()));
    }

    /** What RDS is asked for: it restores to moments before its latest one only. */
    static Instant moment(Backup backup, RecoveryTarget target) {
        return target instanceof RecoveryTarget.Time time
                ? time.instant()
                : backup.madeAt().minus(STEP).truncatedTo(ChronoUnit.SECONDS);
    }

    static boolean reaches(Backup backup, Instant instant) {
        return !instant.isBefore(Instant.parse(backup.details().get(EARLIEST))) && !instant.isAfter(backup.madeAt());
    }
}
