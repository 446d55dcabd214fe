package dev.firedrill.aws.control;

import dev.firedrill.backup.RecoveryTarget;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * What an instance is restored from.
 *
 * @param files empty where there is no engine for it, as for MySQL
 */
record RestoreSource(
        Optional<PhysicalBackup> files,
        RecoveryTarget target,
        String engine,
        String engineVersion,
        String masterUser,
        int allocatedStorage,
        boolean encrypted,
        String kmsKeyId,
        int backupRetention) {
    private static final int RETENTION_OF_SNAPSHOTS = 7;

    static RestoreSource of(DBSnapshot snapshot, PhysicalBackup files) {
        return new RestoreSource(
                Optional.ofNullable(files),
                new RecoveryTarget.BackupEnd(),
                snapshot.engine(),
                snapshot.engineVersion(),
                snapshot.masterUsername(),
                snapshot.allocatedStorage() == null ? 20 : snapshot.allocatedStorage(),
                Boolean.TRUE.equals(snapshot.encrypted()),
                snapshot.kmsKeyId(),
                RETENTION_OF_SNAPSHOTS);
    }

    static RestoreSource of(DBInstance instance, PhysicalBackup files, RecoveryTarget target) {
        return new RestoreSource(
                Optional.of(files),
                target,
                instance.engine(),
                instance.engineVersion(),
                instance.masterUsername(),
                instance.allocatedStorage(),
                Boolean.TRUE.equals(instance.storageEncrypted()),
                instance.kmsKeyId(),
                instance.backupRetentionPeriod());
    }

    static RestoreSource of(DBInstanceAutomatedBackup backup, PhysicalBackup files, RecoveryTarget target) {
        return new RestoreSource(
                Optional.of(files),
                target,
                backup.engine(),
                backup.engineVersion(),
                backup.masterUsername(),
                backup.allocatedStorage(),
                Boolean.TRUE.equals(backup.encrypted()),
                backup.kmsKeyId(),
                backup.backupRetentionPeriod());
    }
}
