package dev.firedrill.aws.control;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticache.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.elasticache.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheSubnetGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheSubnetGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.elasticache.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.elasticache.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.elasticache.model.NodeGroupConfiguration;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** What ElastiCache tells, and the end of a replication group. */
final class CacheActions {
    private final CacheRegion caches;

    private CacheActions(CacheRegion caches) {
        this.caches = caches;
    }

    static ActionTable add(ActionTable table, CacheRegion caches) {
        var actions = new CacheActions(caches);
        return table.on("elasticache", "DescribeSnapshots", DescribeSnapshotsRequest::builder, actions::snapshots)
                .on(
                        "elasticache",
                        "DescribeReplicationGroups",
                        DescribeReplicationGroupsRequest::builder,
                        actions::groups)
                .on(
                        "elasticache",
                        "DescribeCacheSubnetGroups",
                        DescribeCacheSubnetGroupsRequest::builder,
                        actions::subnetGroups)
                .on("elasticache", "DeleteReplicationGroup", DeleteReplicationGroupRequest::builder, actions::delete)
                .on("elasticache", "ListTagsForResource", ListTagsForResourceRequest::builder, actions::tags)
                .on("elasticache", "AddTagsToResource", AddTagsToResourceRequest::builder, actions::tag);
    }

    static <T> T require(Map<String, T> all, String name, String code, String what) {
        var found = all.get(name);
        if (found == null) {
            throw new ServiceError(code, 404, what + " " + name + " not found.");
        }
        return found;
    }

    private <T> Page<T> page(List<T> all, Integer asked, String marker) {
        return Page.of(all, caches.region().plane().pageSize(), asked, marker);
    }

    private DescribeSnapshotsResponse snapshots(DescribeSnapshotsRequest asked) {
        if (asked.snapshotName() != null) {
            require(caches.snapshots(), asked.snapshotName(), "SnapshotNotFoundFault", "Snapshot");
        }
        boolean configured = Boolean.TRUE.equals(asked.showNodeGroupConfig());
        var all = caches.snapshots().values().stream()
                .filter(it ->
                        asked.snapshotName() == null || asked.snapshotName().equals(it.snapshotName()))
                .filter(it -> asked.replicationGroupId() == null
                        || asked.replicationGroupId().equalsIgnoreCase(it.replicationGroupId()))
                .filter(it ->
                        asked.cacheClusterId() == null || asked.cacheClusterId().equals(it.cacheClusterId()))
                .filter(it -> asked.snapshotSource() == null || isFrom(asked.snapshotSource(), it))
                .map(it -> configured ? it : withoutConfiguration(it))
                .toList();
        var page = page(all, asked.maxRecords(), asked.marker());
        return DescribeSnapshotsResponse.builder()
                .snapshots(page.items())
                .marker(page.marker())
                .build();
    }

    private static boolean isFrom(String source, Snapshot snapshot) {
        return source.equals("user")
                ? snapshot.snapshotSource().equals("manual")
                : snapshot.snapshotSource().equals("automated");
    }

    private static Snapshot withoutConfiguration(Snapshot snapshot) {
        return snapshot.toBuilder()
                .nodeSnapshots(snapshot.nodeSnapshots().stream()
                        .map(node -> node.toBuilder()
                                .nodeGroupConfiguration((NodeGroupConfiguration) null)
                                .build())
                        .toList())
                .build();
    }

    private DescribeReplicationGroupsResponse groups(DescribeReplicationGroupsRequest asked) {
        if (asked.replicationGroupId() != null) {
            group(asked.replicationGroupId());
        }
        var all = caches.groups().stream()
                .filter(it -> asked.replicationGroupId() == null
                        || asked.replicationGroupId().equalsIgnoreCase(it.replicationGroupId()))
                .toList();
        var page = page(all, asked.maxRecords(), asked.marker());
        return DescribeReplicationGroupsResponse.builder()
                .replicationGroups(page.items())
                .marker(page.marker())
                .build();
    }

    private ManagedCache group(String id) {
        return require(
                caches.managed(), id.toLowerCase(Locale.ROOT), "ReplicationGroupNotFoundFault", "ReplicationGroup");
    }

    private DescribeCacheSubnetGroupsResponse subnetGroups(DescribeCacheSubnetGroupsRequest asked) {
        var name = asked.cacheSubnetGroupName();
        var all = name == null
                ? List.copyOf(caches.subnetGroups().values())
                : List.of(require(caches.subnetGroups(), name, "CacheSubnetGroupNotFoundFault", "CacheSubnetGroup"));
        var page = page(all, asked.maxRecords(), asked.marker());
        return DescribeCacheSubnetGroupsResponse.builder()
                .cacheSubnetGroups(page.items())
                .marker(page.marker())
                .build();
    }

    private DeleteReplicationGroupResponse delete(DeleteReplicationGroupRequest asked) {
        var group = group(asked.replicationGroupId());
        var status = group.status();
        if (status.equals("deleting") || status.equals("creating")) {
            throw new ServiceError(
                    "InvalidReplicationGroupState",
                    400,
                    "Replication group " + asked.replicationGroupId() + " has status " + status
                            + " which is not valid for deletion.");
        }
        var description = group.description();
        group.delete(() -> {
            caches.managed().remove(description.replicationGroupId());
            caches.region().tags().forget(description.arn());
        });
        return DeleteReplicationGroupResponse.builder()
                .replicationGroup(group.description())
                .build();
    }

    private ListTagsForResourceResponse tags(ListTagsForResourceRequest asked) {
        requireResource(asked.resourceName());
        return ListTagsForResourceResponse.builder()
                .tagList(caches.tags(asked.resourceName()))
                .build();
    }

    private AddTagsToResourceResponse tag(AddTagsToResourceRequest asked) {
        requireResource(asked.resourceName());
        caches.tag(asked.resourceName(), asked.tags());
        return AddTagsToResourceResponse.builder()
                .tagList(caches.tags(asked.resourceName()))
                .build();
    }

    private void requireResource(String arn) {
        if (!arn.startsWith("arn:aws:elasticache:")) {
            throw new ServiceError("InvalidARN", 400, "Invalid ARN: " + arn);
        }
        boolean isThere = Stream.concat(
                        caches.groups().stream().map(ReplicationGroup::arn),
                        caches.snapshots().values().stream().map(Snapshot::arn))
                .anyMatch(arn::equals);
        if (!isThere) {
            throw new ServiceError(
                    arn.contains(":snapshot:") ? "SnapshotNotFoundFault" : "ReplicationGroupNotFoundFault",
                    404,
                    arn + " is either not present or not available.");
        }
    }
}
