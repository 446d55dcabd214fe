package dev.firedrill.aws.safety;

import java.util.Map;

/** What may be done to clusters of Aurora and of RDS. */
final class RdsClusterChanges {
    private static final String IDENTIFIER = "DBClusterIdentifier";

    static final Map<String, ChangeRule> RULES = Map.of(
            "rds:RestoreDBClusterFromSnapshot",
            restored().may("SnapshotIdentifier", "Engine", "EngineVersion", "DatabaseName", "AvailabilityZones"),
            "rds:RestoreDBClusterToPointInTime",
            restored()
                    .may(
                            "SourceDBClusterIdentifier",
                            "SourceDbClusterResourceId",
                            "RestoreToTime",
                            "UseLatestRestorableTime",
                            "RestoreType"),
            "rds:ModifyDBCluster",
            ChangeRule.changes(IDENTIFIER)
                    .limit("DeletionProtection", false)
                    .may(
                            "ApplyImmediately",
                            "MasterUserPassword",
                            "EnableIAMDatabaseAuthentication",
                            "VpcSecurityGroupIds",
                            "DBClusterParameterGroupName",
                            "CACertificateIdentifier"),
            // A last snapshot would stay behind.
            "rds:DeleteDBCluster",
            ChangeRule.changes(IDENTIFIER).must("SkipFinalSnapshot", true).limit("DeleteAutomatedBackups", true));

    private RdsClusterChanges() {}

    private static ChangeRule restored() {
        return ChangeRule.creates(IDENTIFIER)
                .must("DeletionProtection", false)
                .limit("PubliclyAccessible", false)
                .given("DBSubnetGroupName", "VpcSecurityGroupIds")
                .may(
                        "EngineMode",
                        "Port",
                        "KmsKeyId",
                        "OptionGroupName",
                        "DBClusterParameterGroupName",
                        "DBClusterInstanceClass",
                        "StorageType",
                        "Iops",
                        "ScalingConfiguration",
                        "ServerlessV2ScalingConfiguration",
                        "CopyTagsToSnapshot",
                        "EnableIAMDatabaseAuthentication",
                        "NetworkType",
                        "EngineLifecycleSupport");
    }
}
