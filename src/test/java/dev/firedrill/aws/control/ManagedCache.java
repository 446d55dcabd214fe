package dev.firedrill.aws.control;

import dev.firedrill.aws.control.Latencies.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticache.model.Endpoint;
import software.amazon.awssdk.services.elasticache.model.NodeGroup;
import software.amazon.awssdk.services.elasticache.model.NodeGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** One replication group: what is told of it, and the engines behind it. */
final class ManagedCache {
    private final Latencies latencies;
    private final Course course = new Course();
    private ReplicationGroup description;
    private RestoredCache engines;

    ManagedCache(ReplicationGroup description, Latencies latencies) {
        this.description = description;
        this.latencies = latencies;
    }

    synchronized ReplicationGroup description() {
        return description;
    }

    synchronized void change(UnaryOperator<ReplicationGroup.Builder> change) {
        description = change.apply(description.toBuilder()).build();
    }

    String status() {
        return description().status();
    }

    void create(Fate fate, CacheWish wish, Supplier<RestoredCache> start) {
        course.then(() -> {
            long asked = System.nanoTime();
            if (fate == Fate.NEVER) {
                return;
            }
            boolean runs = fate == Fate.AVAILABLE && started(start);
            course.pass(latencies.of(Step.CREATING).minusNanos(System.nanoTime() - asked));
            if (course.isWanted()) {
                change(it -> runs ? available(it, wish) : it.status("create-failed"));
            }
        });
    }

    private boolean started(Supplier<RestoredCache> start) {
        try {
            engines = start.get();
            return true;
        } catch (RuntimeException e) {
            change(it -> it.description(description().description() + ": " + e.getMessage()));
            return false;
        }
    }

    private ReplicationGroup.Builder available(ReplicationGroup.Builder group, CacheWish wish) {
        var ports = engines.ports();
        if (wish.cluster()) {
            group.configurationEndpoint(endpoint(ports.get(0)));
        }
        var nodes = new ArrayList<NodeGroup>();
        for (int shard = 0; shard < ports.size(); shard++) {
            nodes.add(node(shard, ports.get(shard), wish));
        }
        return group.status("available").nodeGroups(nodes);
    }

    private NodeGroup node(int shard, int port, CacheWish wish) {
        var number = "%04d".formatted(shard + 1);
        var member = NodeGroupMember.builder()
                .cacheClusterId(description().replicationGroupId() + "-" + number + "-001")
                .cacheNodeId("0001");
        var node = NodeGroup.builder().nodeGroupId(number).status("available");
        // Of a cluster, only the configuration endpoint is told; its nodes tell of each other.
        return wish.cluster()
                ? node.slots(wish.slots(shard))
                        .nodeGroupMembers(List.of(member.build()))
                        .build()
                : node.primaryEndpoint(endpoint(port))
                        .readerEndpoint(endpoint(port))
                        .nodeGroupMembers(List.of(member.currentRole("primary")
                                .readEndpoint(endpoint(port))
                                .build()))
                        .build();
    }

    private static Endpoint endpoint(int port) {
        return Endpoint.builder().address("localhost").port(port).build();
    }

    /** @param gone is told at the end */
    void delete(Runnable gone) {
        change(it -> it.status("deleting"));
        course.endWith(() -> {
            Course.sleep(latencies.of(Step.DELETING));
            stop();
            gone.run();
        });
    }

    void abandon() {
        course.abandon();
        stop();
    }

    private synchronized void stop() {
        if (engines != null) {
            engines.close();
            engines = null;
        }
    }
}
