package dev.firedrill.aws.control;

import java.util.List;
import java.util.Map;

/** The members that a service's model calls required; the SDK's classes do not tell which. */
final class RequiredMembers {
    private static final Map<String, List<String>> OF_ACTIONS = Map.ofEntries(
            Map.entry("DescribeDBSnapshotAttributes", List.of("DBSnapshotIdentifier")),
            Map.entry("DescribeOrderableDBInstanceOptions", List.of("Engine")),
            Map.entry("ListTagsForResource", List.of("ResourceName")),
            Map.entry("AddTagsToResource", List.of("ResourceName", "Tags")),
            Map.entry("RestoreDBInstanceFromDBSnapshot", List.of("DBInstanceIdentifier")),
            Map.entry("RestoreDBInstanceToPointInTime", List.of("TargetDBInstanceIdentifier")),
            Map.entry("ModifyDBInstance", List.of("DBInstanceIdentifier")),
            Map.entry("DeleteDBInstance", List.of("DBInstanceIdentifier")),
            Map.entry("AssumeRole", List.of("RoleArn", "RoleSessionName")),
            Map.entry("CreateReplicationGroup", List.of("ReplicationGroupId", "ReplicationGroupDescription")),
            Map.entry("DeleteReplicationGroup", List.of("ReplicationGroupId")));

    private RequiredMembers() {}

    static List<String> of(String action) {
        return OF_ACTIONS.getOrDefault(action, List.of());
    }
}
