package dev.firedrill.aws.safety;

import java.util.Map;

/** What may be done to instances of RDS. */
final class RdsInstanceChanges {
    private static final String IDENTIFIER = "DBInstanceIdentifier";

    static final Map<String, ChangeRule> RULES = Map.of(
            "rds:RestoreDBInstanceFromDBSnapshot",
            restored(IDENTIFIER).may("DBSnapshotIdentifier", "DBClusterSnapshotIdentifier"),
            "rds:RestoreDBInstanceToPointInTime",
            restored("TargetDBInstanceIdentifier")
                    .may(
                            "SourceDBInstanceIdentifier",
                            "SourceDbiResourceId",
                            "SourceDBInstanceAutomatedBackupsArn",
                            "RestoreTime",
                            "UseLatestRestorableTime",
                            "MaxAllocatedStorage"),
            // An instance of a cluster of ours, and of no other: else a foreign one would get a reader.
            "rds:CreateDBInstance",
            ChangeRule.creates(IDENTIFIER, "DBClusterIdentifier")
                    .must("PubliclyAccessible", false)
                    .may(
                            "Engine",
                            "EngineVersion",
                            "DBInstanceClass",
                            "DBParameterGroupName",
                            "AvailabilityZone",
                            "AutoMinorVersionUpgrade",
                            "CACertificateIdentifier",
                            "PromotionTier"),
            "rds:ModifyDBInstance",
            ChangeRule.changes(IDENTIFIER)
                    .limit("PubliclyAccessible", false)
                    .limit("DeletionProtection", false)
                    .limit("MultiAZ", false)
                    .limit("BackupRetentionPeriod", 0)
                    .may(
                            "ApplyImmediately",
                            "MasterUserPassword",
                            "EnableIAMDatabaseAuthentication",
                            "VpcSecurityGroupIds",
                            "DBParameterGroupName",
                            "DBInstanceClass",
                            "CACertificateIdentifier",
                            "CertificateRotationRestart",
                            "AutoMinorVersionUpgrade"),
            // A last snapshot would stay behind.
            "rds:DeleteDBInstance",
            ChangeRule.changes(IDENTIFIER).must("SkipFinalSnapshot", true).limit("DeleteAutomatedBackups", true),
            "rds:AddTagsToResource",
            ChangeRule.changes("ResourceName").given("Tags"));

    private RdsInstanceChanges() {}

    /** Into the isolated place; without a domain, a role or an export of logs, which live outside of it. */
    private static ChangeRule restored(String target) {
        return ChangeRule.creates(target)
                .must("PubliclyAccessible", false)
                .must("DeletionProtection", false)
                .limit("MultiAZ", false)
                .given("DBSubnetGroupName", "VpcSecurityGroupIds")
                .may(
                        "DBInstanceClass",
                        "DBName",
                        "Engine",
                        "LicenseModel",
                        "Port",
                        "AvailabilityZone",
                        "StorageType",
                        "AllocatedStorage",
                        "Iops",
                        "StorageThroughput",
                        "DedicatedLogVolume",
                        "OptionGroupName",
                        "DBParameterGroupName",
                        "CopyTagsToSnapshot",
                        "AutoMinorVersionUpgrade",
                        "EnableIAMDatabaseAuthentication",
                        "NetworkType",
                        "CACertificateIdentifier",
                        "EngineLifecycleSupport");
    }
}
