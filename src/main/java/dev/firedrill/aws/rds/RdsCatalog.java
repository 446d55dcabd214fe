package dev.firedrill.aws.rds;

import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.aws.safety.Ownership;
import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The snapshots of one RDS instance in one region, of every kind, and its automated backups: these are one backup that
 * reaches every moment of its window.
 */
final class RdsCatalog implements BackupCatalog {
    private final RdsSource source;
    private final ProtectedSystem system;
    private final String copy;

    RdsCatalog(RdsSource source, ProtectedSystem system, String copy) {
        this.source = source;
        this.system = system;
        this.copy = copy;
    }

    @Override
    public List<Backup> backups() {
        var doing = "listing the backups of RDS instance " + source.instance();
        try (var clients = AwsClients.of(source.target(), new OperationGuard(Ownership.NOTHING))) {
            return new Patience(Deadline.in(system.deadline())).ask(doing, () -> listed(clients.rds()));
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
    }

    private List<Backup> listed(RdsClient rds) {
        var backups = new ArrayList<Backup>();
        backups.addAll(snapshots(rds));
        backups.addAll(automated(rds));
        backups.sort(Comparator.comparing(Backup::madeAt));
        return backups;
    }

    /** Without a type RDS leaves out those that AWS Backup took. */
    private List<Backup> snapshots(RdsClient rds) {
        return Stream.of("automated", "manual", "awsbackup")
                .flatMap(type -> rds
                        .describeDBSnapshotsPaginator(
                                it -> it.dbInstanceIdentifier(source.instance()).snapshotType(type))
                        .dbSnapshots()
                        .stream())
                .filter(snapshot -> "available".equals(snapshot.status()))
                .filter(snapshot -> isOfHome(snapshot.sourceRegion()))
                .map(snapshot -> Snapshot.of(snapshot, system, copy))
                .toList();
    }

    /** @param origin the region of the instance; null for the one that is asked */
    private boolean isOfHome(String origin) {
        return home().equals(origin == null ? source.target().region() : origin);
    }

    private List<Backup> automated(RdsClient rds) {
        return rds
                .describeDBInstanceAutomatedBackupsPaginator(it -> it.dbInstanceIdentifier(source.instance()))
                .dbInstanceAutomatedBackups()
                .stream()
                .filter(backups -> backups.restoreWindow() != null
                        && backups.restoreWindow().latestTime() != null)
                .filter(backups -> isOfHome(backups.region()))
                .map(backups -> AutomatedBackups.of(backups, source.target().region(), system, copy))
                .toList();
    }

    @Override
    public Optional<Backup> existingAt(Backup backup, Instant moment) {
        return AutomatedBackups.isOne(backup)
                ? AutomatedBackups.existingAt(backup, moment)
                : BackupCatalog.super.existingAt(backup, moment);
    }

    /** Where the instance is that was backed up, whose copies these may be: one of the same name elsewhere is another. */
    private String home() {
        return AwsTarget.of(system.backup()).region();
    }

    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        if (target instanceof RecoveryTarget.Lsn) {
            throw new ConfigurationMistake(
                    system.place(),
                    "RDS restores to no position in the log, and [" + target + "] is asked for",
                    "ask for a time, for latest, or for name:SNAPSHOT");
        }
        if (target instanceof RecoveryTarget.Name name) {
            return backup.id().equals(name.name());
        }
        if (target instanceof RecoveryTarget.Time time) {
            return AutomatedBackups.isOne(backup) && AutomatedBackups.reaches(backup, time.instant());
        }
        return true;
    }
}
