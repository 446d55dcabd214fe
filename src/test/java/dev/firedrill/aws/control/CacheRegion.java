package dev.firedrill.aws.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroup;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.Tag;

/** What there is of ElastiCache in one region; tests put in, change and take away. */
public final class CacheRegion {
    private final Region region;
    private final ConcurrentNavigableMap<String, Snapshot> snapshots = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, CacheSubnetGroup> subnetGroups = new ConcurrentSkipListMap<>();
    private final Map<String, List<Path>> files = new ConcurrentHashMap<>();
    private final Map<String, ManagedCache> groups = new ConcurrentSkipListMap<>();

    CacheRegion(Region region) {
        this.region = region;
        subnetGroups.put("restore-isolated", subnetGroup("restore-isolated", StartingPlace.VPC));
        subnetGroups.put("default", subnetGroup("default", "vpc-0production"));
    }

    private CacheSubnetGroup subnetGroup(String name, String vpc) {
        return CacheSubnetGroup.builder()
                .cacheSubnetGroupName(name)
                .cacheSubnetGroupDescription("of " + vpc)
                .vpcId(vpc)
                .arn(arn("subnetgroup", name))
                .build();
    }

    Region region() {
        return region;
    }

    /** The ARN of something of ElastiCache here, such as {@code replicationgroup}, {@code sessions}. */
    public String arn(String kind, String name) {
        return "arn:aws:elasticache:" + region.name() + ":" + ControlPlane.ACCOUNT + ":" + kind + ":" + name;
    }

    public ConcurrentNavigableMap<String, Snapshot> snapshots() {
        return snapshots;
    }

    public ConcurrentNavigableMap<String, CacheSubnetGroup> subnetGroups() {
        return subnetGroups;
    }

    /**
     * Puts in a snapshot of replication group {@code sessions}; what it does not say of itself is filled in.
     *
     * @param shards RDB files, one for each; several mean that cluster mode is on
     */
    public Snapshot snapshot(
            String name, List<Path> shards, Instant madeAt, UnaryOperator<Snapshot.Builder> described) {
        var nodes = new ArrayList<NodeSnapshot>();
        for (int shard = 1; shard <= shards.size(); shard++) {
            var number = "%04d".formatted(shard);
            nodes.add(NodeSnapshot.builder()
                    .nodeGroupId(number)
                    .cacheClusterId("sessions-" + number + "-001")
                    .cacheNodeId("0001")
                    .cacheSize("5 MB")
                    .snapshotCreateTime(madeAt)
                    .build());
        }
        var snapshot = described
                .apply(Snapshot.builder()
                        .snapshotName(name)
                        .arn(arn("snapshot", name))
                        .replicationGroupId("sessions")
                        .replicationGroupDescription("sessions")
                        .snapshotStatus("available")
                        .snapshotSource("automated")
                        .engine("redis")
                        .engineVersion("7.0.7")
                        .cacheNodeType("cache.t3.micro")
                        .cacheSubnetGroupName("default")
                        .vpcId("vpc-0production")
                        .cacheParameterGroupName(shards.size() > 1 ? "default.redis7.cluster.on" : "default.redis7")
                        .numNodeGroups(shards.size())
                        .automaticFailover("enabled")
                        .nodeSnapshots(nodes))
                .build();
        files.put(snapshot.arn(), List.copyOf(shards));
        snapshots.put(name, snapshot);
        return snapshot;
    }

    /** Puts in a replication group of this account that nobody may touch. */
    public void foreign(String id) {
        groups.put(
                id,
                new ManagedCache(
                        ReplicationGroup.builder()
                                .replicationGroupId(id)
                                .description("production")
                                .arn(arn("replicationgroup", id))
                                .status("available")
                                .build(),
                        region.plane().latencies()));
    }

    /** What DescribeReplicationGroups would tell. */
    public List<ReplicationGroup> groups() {
        return groups.values().stream().map(ManagedCache::description).toList();
    }

    /** Lets a group show another status from now on, such as {@code modifying}. */
    public void turn(String group, String status) {
        groups.get(group).change(it -> it.status(status));
    }

    Map<String, ManagedCache> managed() {
        return groups;
    }

    List<Path> files(Snapshot snapshot) {
        return files.getOrDefault(snapshot.arn(), List.of());
    }

    void tag(String arn, Collection<Tag> tags) {
        region.tags().add(arn, tags.stream().map(CacheRegion::tag).toList());
    }

    private static software.amazon.awssdk.services.rds.model.Tag tag(Tag tag) {
        return software.amazon.awssdk.services.rds.model.Tag.builder()
                .key(tag.key())
                .value(tag.value())
                .build();
    }

    List<Tag> tags(String arn) {
        return region.tags().shown(arn).stream()
                .map(tag -> Tag.builder().key(tag.key()).value(tag.value()).build())
                .toList();
    }
}
