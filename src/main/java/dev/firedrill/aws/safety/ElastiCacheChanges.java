package dev.firedrill.aws.safety;

import java.util.Map;

/** What may be done to caches. */
final class ElastiCacheChanges {
    private static final String IDENTIFIER = "ReplicationGroupId";

    static final Map<String, ChangeRule> RULES = Map.of(
            // Neither a member of a global datastore nor built around a cluster that is there: both are foreign.
            "elasticache:CreateReplicationGroup",
            ChangeRule.creates(IDENTIFIER)
                    .limit("SnapshotRetentionLimit", 0)
                    .given("CacheSubnetGroupName", "SecurityGroupIds", "ReplicationGroupDescription")
                    .may(
                            "SnapshotName",
                            "SnapshotArns",
                            "Engine",
                            "EngineVersion",
                            "CacheNodeType",
                            "CacheParameterGroupName",
                            "NumCacheClusters",
                            "NumNodeGroups",
                            "ReplicasPerNodeGroup",
                            "NodeGroupConfiguration",
                            "ClusterMode",
                            "AutomaticFailoverEnabled",
                            "MultiAZEnabled",
                            "DataTieringEnabled",
                            "Port",
                            "AuthToken",
                            "UserGroupIds",
                            "TransitEncryptionEnabled",
                            "TransitEncryptionMode",
                            "AtRestEncryptionEnabled",
                            "KmsKeyId",
                            "AutoMinorVersionUpgrade",
                            "NetworkType",
                            "IpDiscovery"),
            "elasticache:ModifyReplicationGroup",
            ChangeRule.changes(IDENTIFIER)
                    .limit("SnapshotRetentionLimit", 0)
                    .may(
                            "ApplyImmediately",
                            "AuthToken",
                            "AuthTokenUpdateStrategy",
                            "SecurityGroupIds",
                            "TransitEncryptionEnabled",
                            "TransitEncryptionMode"),
            // Neither a last snapshot nor a primary that is kept would be in anybody's books.
            "elasticache:DeleteReplicationGroup",
            ChangeRule.changes(IDENTIFIER).limit("RetainPrimaryCluster", false),
            "elasticache:AddTagsToResource",
            ChangeRule.changes("ResourceName").given("Tags"));

    private ElastiCacheChanges() {}
}
