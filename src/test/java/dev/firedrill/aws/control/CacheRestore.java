package dev.firedrill.aws.control;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** The restore of a snapshot of ElastiCache into a new replication group. */
final class CacheRestore {
    private static final Set<String> NODE_TYPES =
            Set.of("cache.t3.micro", "cache.t3.small", "cache.t3.medium", "cache.m6g.large", "cache.r6g.large");

    private final CacheRegion caches;

    private CacheRestore(CacheRegion caches) {
        this.caches = caches;
    }

    static ActionTable add(ActionTable table, CacheRegion caches) {
        return table.on(
                "elasticache",
                "CreateReplicationGroup",
                CreateReplicationGroupRequest::builder,
                new CacheRestore(caches)::create);
    }

    private synchronized CreateReplicationGroupResponse create(CreateReplicationGroupRequest asked) {
        requireIdentifier(asked.replicationGroupId());
        requirePlace(asked);
        if (asked.snapshotName() == null) {
            throw ServiceError.combination("this control plane makes replication groups of snapshots only");
        }
        var snapshot =
                CacheActions.require(caches.snapshots(), asked.snapshotName(), "SnapshotNotFoundFault", "Snapshot");
        if (!snapshot.snapshotStatus().equals("available")) {
            throw new ServiceError(
                    "InvalidSnapshotState",
                    400,
                    "Snapshot " + asked.snapshotName() + " is " + snapshot.snapshotStatus());
        }
        var wish = wish(asked, snapshot);
        var group = description(asked, snapshot, wish);
        var managed = new ManagedCache(group, caches.region().plane().latencies());
        caches.managed().put(group.replicationGroupId(), managed);
        caches.tag(group.arn(), asked.tags());
        var plane = caches.region().plane();
        managed.create(
                caches.region().nextFate(),
                wish,
                () -> RestoredCache.start(
                        RedisProgram.in(plane.directory()),
                        wish,
                        caches.region().directoryFor(group.replicationGroupId())));
        return CreateReplicationGroupResponse.builder().replicationGroup(group).build();
    }

    private void requireIdentifier(String id) {
        if (!id.matches("[a-zA-Z](?!.*--)[a-zA-Z0-9-]{0,39}") || id.endsWith("-")) {
            throw ServiceError.invalid("The parameter ReplicationGroupIdentifier is not a valid identifier.");
        }
        if (caches.managed().containsKey(id.toLowerCase(Locale.ROOT))) {
            throw new ServiceError(
                    "ReplicationGroupAlreadyExists", 400, "Replication group " + id + " already exists.");
        }
    }

    private void requirePlace(CreateReplicationGroupRequest asked) {
        if (asked.cacheNodeType() != null && !NODE_TYPES.contains(asked.cacheNodeType())) {
            throw ServiceError.invalid("Invalid cache node type: " + asked.cacheNodeType());
        }
        var group = asked.cacheSubnetGroupName() == null ? "default" : asked.cacheSubnetGroupName();
        var vpc = CacheActions.require(
                        caches.subnetGroups(), group, "CacheSubnetGroupNotFoundFault", "CacheSubnetGroup")
                .vpcId();
        for (var id : asked.securityGroupIds()) {
            var securityGroup = caches.region().securityGroups().get(id);
            if (securityGroup == null || !securityGroup.vpcId().equals(vpc)) {
                throw ServiceError.invalid("Some security groups are invalid: " + id);
            }
        }
    }

    private CacheWish wish(CreateReplicationGroupRequest asked, Snapshot snapshot) {
        var files = caches.files(snapshot);
        if (asked.numNodeGroups() != null && asked.numNodeGroups() != files.size()) {
            throw ServiceError.combination("this control plane restores as many shards as there were: " + files.size());
        }
        boolean tls = Boolean.TRUE.equals(asked.transitEncryptionEnabled());
        if (asked.authToken() != null && !tls) {
            throw ServiceError.combination("AuthToken needs TransitEncryptionEnabled");
        }
        if (asked.authToken() != null && !asked.authToken().matches("[\\x21-\\x7e&&[^/@\"]]{16,128}")) {
            throw ServiceError.invalid("AuthToken must have 16 to 128 printable characters, none of them / @ \"");
        }
        var parameters = asked.cacheParameterGroupName() == null
                ? snapshot.cacheParameterGroupName()
                : asked.cacheParameterGroupName();
        boolean cluster = files.size() > 1 || parameters.endsWith(".cluster.on");
        return new CacheWish(files, cluster, tls, asked.authToken());
    }

    private ReplicationGroup description(CreateReplicationGroupRequest asked, Snapshot snapshot, CacheWish wish) {
        var id = asked.replicationGroupId().toLowerCase(Locale.ROOT);
        return ReplicationGroup.builder()
                .replicationGroupId(id)
                .arn(caches.arn("replicationgroup", id))
                .description(asked.replicationGroupDescription())
                .status("creating")
                .engine(asked.engine() == null ? snapshot.engine() : asked.engine())
                .clusterEnabled(wish.cluster())
                .clusterMode(wish.cluster() ? "enabled" : "disabled")
                .cacheNodeType(asked.cacheNodeType() == null ? snapshot.cacheNodeType() : asked.cacheNodeType())
                .transitEncryptionEnabled(wish.tls())
                .authTokenEnabled(wish.token() != null)
                .atRestEncryptionEnabled(Boolean.TRUE.equals(asked.atRestEncryptionEnabled()))
                .snapshotRetentionLimit(asked.snapshotRetentionLimit() == null ? 0 : asked.snapshotRetentionLimit())
                .automaticFailover(Boolean.TRUE.equals(asked.automaticFailoverEnabled()) ? "enabled" : "disabled")
                .multiAZ(Boolean.TRUE.equals(asked.multiAZEnabled()) ? "enabled" : "disabled")
                .memberClusters(List.of())
                .build();
    }
}
