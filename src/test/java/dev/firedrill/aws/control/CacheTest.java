package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.redis.PlantedRedis;
import dev.firedrill.sample.PracticeShop;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;
import software.amazon.awssdk.services.elasticache.model.Tag;

/** ElastiCache: its answers are understood by the SDK's client, and a restore brings up real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheTest {
    private static final String TOKEN = "a-token-of-20-signs!";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant MADE = Instant.parse("2026-11-22T03:14:07Z");

    private ControlPlane plane;
    private ElastiCacheClient cache;

    @BeforeAll
    void start() throws IOException {
        plane = ControlPlane.start();
        var caches = plane.region("us-east-1").caches();
        var single = PracticeShop.sample().directory().resolve("sessions/sessions-2.rdb");
        caches.snapshot("automatic.sessions-1", List.of(single), MADE, it -> it);
        var shards = Files.createDirectory(plane.directory().resolve("rdb"));
        PlantedRedis.shards(plane.directory().resolve("production"), shards);
        try (var files = Files.list(shards)) {
            caches.snapshot("automatic.carts-1", files.sorted().toList(), MADE, it -> it.snapshotSource("manual"));
        }
        cache = TestClients.made(plane, "us-east-1", ElastiCacheClient.builder());
    }

    @AfterAll
    void stop() {
        cache.close();
        plane.close();
    }

    private ReplicationGroup restored(
            String id, String snapshot, UnaryOperator<CreateReplicationGroupRequest.Builder> more) {
        cache.createReplicationGroup(more.apply(CreateReplicationGroupRequest.builder()
                        .replicationGroupId(id)
                        .replicationGroupDescription("drill")
                        .snapshotName(snapshot)
                        .cacheSubnetGroupName("restore-isolated")
                        .securityGroupIds("sg-0isolated"))
                .build());
        return await().atMost(PATIENCE)
                .until(() -> described(id), it -> !it.status().equals("creating"));
    }

    private ReplicationGroup described(String id) {
        return cache.describeReplicationGroups(it -> it.replicationGroupId(id))
                .replicationGroups()
                .get(0);
    }

    private DefaultJedisClientConfig.Builder client() {
        return DefaultJedisClientConfig.builder()
                .ssl(true)
                .sslSocketFactory(TestAuthority.ofThisJvm().trusting().getSocketFactory())
                .password(TOKEN);
    }

    @Test
    void a_restored_snapshot_can_be_asked_over_tls_and_is_gone_when_it_was_deleted() {
        var group = restored("single", "automatic.sessions-1", it -> it.transitEncryptionEnabled(true)
                .authToken(TOKEN));

        assertThat(group.status()).as(group.description()).isEqualTo("available");
        var endpoint = group.nodeGroups().get(0).primaryEndpoint();
        var address = new HostAndPort(endpoint.address(), endpoint.port());
        try (var redis = new Jedis(address, client().build())) {
            assertThat(redis.dbSize()).isPositive();
            assertThatThrownBy(() -> redis.configGet("*")).hasMessageContaining("NOPERM");
        }
        cache.deleteReplicationGroup(it -> it.replicationGroupId("single"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> described("single"))
                .isInstanceOf(ReplicationGroupNotFoundException.class));
        assertThatThrownBy(() -> new Jedis(address, client().build()).ping()).isInstanceOf(RuntimeException.class);
    }

    @Test
    void every_shard_of_a_restored_cluster_can_be_reached() {
        var group = restored("cluster", "automatic.carts-1", it -> it.transitEncryptionEnabled(true)
                .authToken(TOKEN));

        assertThat(group.status()).as(group.description()).isEqualTo("available");
        assertThat(group.clusterEnabled()).isTrue();
        assertThat(group.nodeGroups())
                .extracting(it -> it.slots())
                .containsExactly("0-5461", "5462-10923", "10924-16383");
        var endpoint = group.configurationEndpoint();
        var address = new HostAndPort(endpoint.address(), endpoint.port());
        try (var redis = new JedisCluster(Set.of(address), client().build())) {
            for (int n = 0; n < 600; n++) {
                assertThat(redis.get("cart:" + n)).startsWith("of shard ");
            }
        }
    }

    @Test
    void snapshots_tell_of_their_nodes() {
        var told = cache.describeSnapshotsPaginator(it -> it.snapshotSource("user")).snapshots().stream()
                .toList();

        assertThat(told).extracting(Snapshot::snapshotName).containsExactly("automatic.carts-1");
        assertThat(told.get(0).nodeSnapshots()).hasSize(3).allSatisfy(node -> assertThat(node.snapshotCreateTime())
                .isEqualTo(MADE));
        assertThatThrownBy(() -> cache.describeSnapshots(it -> it.snapshotName("none")))
                .isInstanceOf(SnapshotNotFoundException.class);
    }

    @Test
    void tags_and_subnet_groups_are_told() {
        plane.region("us-east-1").caches().foreign("production");
        var arn = plane.region("us-east-1").caches().arn("replicationgroup", "production");

        cache.addTagsToResource(it ->
                it.resourceName(arn).tags(Tag.builder().key("a").value("1").build()));

        assertThat(cache.listTagsForResource(it -> it.resourceName(arn)).tagList())
                .hasSize(1);
        assertThat(cache.describeCacheSubnetGroups(it -> it.cacheSubnetGroupName("restore-isolated"))
                        .cacheSubnetGroups()
                        .get(0)
                        .vpcId())
                .isEqualTo("vpc-0isolated");
        assertThatThrownBy(() -> cache.describeCacheSubnetGroups(it -> it.cacheSubnetGroupName("none")))
                .isInstanceOf(CacheSubnetGroupNotFoundException.class);
    }

    @Test
    void a_group_that_could_not_be_created_says_so() {
        plane.region("us-east-1").next(Fate.FAILED);

        assertThat(restored("failed", "automatic.sessions-1", it -> it).status())
                .isEqualTo("create-failed");
    }

    @Test
    void what_cannot_be_restored_is_rejected() {
        assertThatThrownBy(() -> restored("r1", "none", it -> it)).isInstanceOf(SnapshotNotFoundException.class);
        assertThatThrownBy(() -> restored("r1", "automatic.sessions-1", it -> it.authToken(TOKEN)))
                .hasMessageContaining("TransitEncryptionEnabled");
        assertThatThrownBy(() -> restored("r1", "automatic.sessions-1", it -> it.securityGroupIds("sg-0production")))
                .hasMessageContaining("Some security groups are invalid");
        assertThatThrownBy(() -> restored("r--1", "automatic.sessions-1", it -> it))
                .hasMessageContaining("not a valid identifier");
    }
}
