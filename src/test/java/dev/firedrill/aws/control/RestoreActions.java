package dev.firedrill.aws.control;

import dev.firedrill.backup.RecoveryTarget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;

/** The two ways to restore an instance. */
final class RestoreActions {
    private final Region region;
    private final RestorePlace place;

    private RestoreActions(Region region) {
        this.region = region;
        this.place = new RestorePlace(region);
    }

    static ActionTable add(ActionTable table, Region region) {
        var actions = new RestoreActions(region);
        return table.on(
                        "rds",
                        "RestoreDBInstanceFromDBSnapshot",
                        RestoreDbInstanceFromDbSnapshotRequest::builder,
                        actions::fromSnapshot)
                .on(
                        "rds",
                        "RestoreDBInstanceToPointInTime",
                        RestoreDbInstanceToPointInTimeRequest::builder,
                        actions::toPointInTime);
    }

    private RestoreDbInstanceFromDbSnapshotResponse fromSnapshot(RestoreDbInstanceFromDbSnapshotRequest asked) {
        if (asked.dbSnapshotIdentifier() == null) {
            throw ServiceError.combination("DBSnapshotIdentifier or DBClusterSnapshotIdentifier must be given");
        }
        var snapshot = new SnapshotActions(region).require(asked.dbSnapshotIdentifier());
        if (!snapshot.status().equals("available")) {
            throw new ServiceError(
                    "InvalidDBSnapshotState",
                    400,
                    "Cannot restore from a snapshot that is not in available state: " + snapshot.status());
        }
        if (asked.engine() != null && !asked.engine().equals(snapshot.engine())) {
            throw ServiceError.combination("The engine " + asked.engine() + " is not that of the snapshot");
        }
        var source = RestoreSource.of(snapshot, region.files(snapshot));
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(created(RestoreWish.of(asked, source), source))
                .build();
    }

    private RestoreDbInstanceToPointInTimeResponse toPointInTime(RestoreDbInstanceToPointInTimeRequest asked) {
        var source = pointInTime(asked);
        return RestoreDbInstanceToPointInTimeResponse.builder()
                .dbInstance(created(RestoreWish.of(asked, source), source))
                .build();
    }

    private RestoreSource pointInTime(RestoreDbInstanceToPointInTimeRequest asked) {
        boolean latest = Boolean.TRUE.equals(asked.useLatestRestorableTime());
        if (latest == (asked.restoreTime() != null)) {
            throw ServiceError.combination("Either RestoreTime or UseLatestRestorableTime must be given, not both");
        }
        var backup = automatedBackup(asked);
        var production = region.productions().get(backup.dbInstanceIdentifier());
        var moment = latest ? production.latestRestorable() : asked.restoreTime();
        if (moment.isBefore(production.earliestRestorable()) || moment.isAfter(production.latestRestorable())) {
            throw ServiceError.invalid("The specified instance cannot be restored to a time before "
                    + production.earliestRestorable() + " or after " + production.latestRestorable());
        }
        // Behind the newest commit the log has nothing that recovery could stop before.
        RecoveryTarget target = moment.isBefore(production.newestCommit())
                ? new RecoveryTarget.Time(moment)
                : new RecoveryTarget.Latest();
        var files = production.before(moment);
        var instance = region.managed().get(backup.dbInstanceIdentifier());
        return instance == null
                ? RestoreSource.of(backup, files, target)
                : RestoreSource.of(instance.description(), files, target);
    }

    private DBInstanceAutomatedBackup automatedBackup(RestoreDbInstanceToPointInTimeRequest asked) {
        var identifier = asked.sourceDBInstanceIdentifier();
        if (identifier != null && !region.managed().containsKey(identifier)) {
            throw new ServiceError("DBInstanceNotFound", 404, "DBInstance " + identifier + " not found.");
        }
        if (identifier != null && !region.productions().containsKey(identifier)) {
            throw new ServiceError(
                    "PointInTimeRestoreNotEnabled", 400, "Point in time restore is not enabled for " + identifier);
        }
        return region.automatedBackups().values().stream()
                .filter(it -> identifier == null || identifier.equals(it.dbInstanceIdentifier()))
                .filter(it -> asked.sourceDbiResourceId() == null
                        || Objects.equals(asked.sourceDbiResourceId(), it.dbiResourceId()))
                .filter(it -> asked.sourceDBInstanceAutomatedBackupsArn() == null
                        || asked.sourceDBInstanceAutomatedBackupsArn().equals(it.dbInstanceAutomatedBackupsArn()))
                .filter(it -> identifier != null
                        || asked.sourceDbiResourceId() != null
                        || asked.sourceDBInstanceAutomatedBackupsArn() != null)
                .findFirst()
                .orElseThrow(() -> new ServiceError(
                        "DBInstanceAutomatedBackupNotFound", 404, "No automated backup is what the request names"));
    }

    private synchronized DBInstance created(RestoreWish wish, RestoreSource source) {
        place.require(wish);
        if (source.encrypted() && region.closedKeys().contains(source.kmsKeyId())) {
            throw new ServiceError(
                    "KMSKeyNotAccessibleFault",
                    400,
                    "The specified KMS key [" + source.kmsKeyId()
                            + "] does not exist, is not enabled or you do not have" + " permissions to access it.");
        }
        var description = description(wish, source);
        var instance = region.managed(description);
        region.managed().put(description.dbInstanceIdentifier(), instance);
        region.tags().add(description.dbInstanceArn(), wish.tags());
        var fate = source.engine().equals("postgres") ? region.nextFate() : Fate.INCOMPATIBLE_RESTORE;
        var plane = region.plane();
        instance.create(
                fate,
                () -> RestoredPostgres.start(
                        plane.binaries(),
                        source.files().orElseThrow(),
                        source.target(),
                        source.masterUser(),
                        region.directoryFor(description.dbInstanceIdentifier())));
        return description;
    }

    private DBInstance description(RestoreWish wish, RestoreSource source) {
        var identifier = wish.identifier().toLowerCase(Locale.ROOT);
        var parameters = wish.parameterGroup() == null
                ? "default." + source.engine() + source.engineVersion().split("\\.")[0]
                : wish.parameterGroup();
        return DBInstance.builder()
                .dbInstanceIdentifier(identifier)
                .dbInstanceArn(region.arn("db", identifier))
                .dbiResourceId("db-" + Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT))
                .dbInstanceStatus("creating")
                .dbInstanceClass(wish.instanceClass() == null ? "db.r6g.large" : wish.instanceClass())
                .engine(source.engine())
                .engineVersion(source.engineVersion())
                .masterUsername(source.masterUser())
                .instanceCreateTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .allocatedStorage(wish.allocatedStorage())
                .storageType(wish.storageType() == null ? "gp3" : wish.storageType())
                .storageEncrypted(source.encrypted())
                .kmsKeyId(source.kmsKeyId())
                .backupRetentionPeriod(source.backupRetention())
                .multiAZ(Boolean.TRUE.equals(wish.multiAz()))
                .publiclyAccessible(wish.publiclyAccessible())
                .deletionProtection(Boolean.TRUE.equals(wish.deletionProtection()))
                .iamDatabaseAuthenticationEnabled(Boolean.TRUE.equals(wish.iamAuthentication()))
                .dbSubnetGroup(place.group(wish))
                .vpcSecurityGroups(RestorePlace.memberships(wish.securityGroups()))
                .dbParameterGroups(StartingPlace.applied(parameters))
                .caCertificateIdentifier(
                        wish.certificate() == null ? region.certificates().firstKey() : wish.certificate())
                .pendingModifiedValues(pending -> {})
                .tagList(wish.tags())
                .build();
    }
}
