package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.ClusterMode;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;
import software.amazon.awssdk.services.elasticache.model.Tag;

/**
 * What the way of an ElastiCache restore asks of AWS, asked of a server that nobody here wrote: every request accepted,
 * every answer read. What moto 5.2.4 does otherwise than AWS, so that no test of it proves how Firedrill takes it:
 *
 * <ul>
 *   <li>There is no server behind a shard, and no data in a snapshot; no name server knows their addresses.
 *   <li>All is {@code available} at once, and what is deleted is {@code deleting} for ever: absence is never seen.
 *   <li>A snapshot has no {@code NodeSnapshots}, not even its time; none is made by itself, and lists have no pages.
 *   <li>The snapshot that a group is restored from is not looked at, it need not exist: engine, node type and shards are
 *       those that the request names.
 *   <li>Cluster mode is on only where the request says so; without that, all shards of a group have one primary address and
 *       the same member. The slots of two shards are those of the first two of three.
 * </ul>
 */
@NeedsTool(MotoServer.PROGRAM)
class ElastiCacheOnMotoTest {
    private static MotoServer moto;
    private static Administrator account;
    private static ElastiCacheClient caches;

    @BeforeAll
    static void make_what_is_backed_up(@TempDir Path directory) throws IOException {
        moto = MotoServer.start(directory);
        account = moto.administrator();
        caches = account.client(ElastiCacheClient.builder());
        caches.createReplicationGroup(request -> request.replicationGroupId("sessions")
                .replicationGroupDescription("of the shop")
                .engine("redis")
                .engineVersion("7.1")
                .cacheNodeType("cache.t3.small")
                .numNodeGroups(2)
                .replicasPerNodeGroup(1)
                .automaticFailoverEnabled(true)
                .transitEncryptionEnabled(true)
                .authToken("of-production-only-0")
                .snapshotRetentionLimit(7));
        caches.createSnapshot(request -> request.replicationGroupId("sessions").snapshotName("sessions-sunday"));
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            account.close();
            moto.close();
        }
    }

    private static ReplicationGroup restore(String name, String snapshot) {
        caches.createReplicationGroup(request -> request.replicationGroupId(name)
                .replicationGroupDescription("a restore of Firedrill")
                .snapshotName(snapshot)
                .engine("redis")
                .cacheNodeType("cache.t3.small")
                .clusterMode(ClusterMode.ENABLED)
                .numNodeGroups(2)
                .replicasPerNodeGroup(0)
                .automaticFailoverEnabled(true)
                .transitEncryptionEnabled(true)
                .authToken("of-this-run-only-0")
                .tags(Tag.builder().key("firedrill:run").value("7").build()));
        return group(name);
    }

    private static ReplicationGroup group(String name) {
        return caches
                .describeReplicationGroupsPaginator(request -> request.replicationGroupId(name))
                .replicationGroups()
                .stream()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void snapshots_are_listed_with_all_that_moto_knows_of_them() {
        var snapshots = caches.describeSnapshotsPaginator(
                        request -> request.replicationGroupId("sessions").showNodeGroupConfig(true))
                .snapshots();

        assertThat(snapshots).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.snapshotName()).isEqualTo("sessions-sunday");
            assertThat(snapshot.snapshotStatus()).isEqualTo("available");
            assertThat(snapshot.snapshotSource()).isEqualTo("manual");
            assertThat(snapshot.engine()).isEqualTo("redis");
            assertThat(snapshot.engineVersion()).isEqualTo("7.1");
            assertThat(snapshot.numNodeGroups()).isEqualTo(2);
            assertThat(snapshot.arn()).endsWith(":snapshot:sessions-sunday");
            assertThat(snapshot.nodeSnapshots()).isEmpty();
        });
    }

    @Test
    void a_snapshot_is_restored_shard_by_shard() {
        var restored = restore("firedrill-7", "sessions-sunday");

        assertThat(restored.status()).isEqualTo("available");
        assertThat(restored.transitEncryptionEnabled()).isTrue();
        assertThat(restored.authTokenEnabled()).isTrue();
        assertThat(restored.nodeGroups()).hasSize(2).allMatch(shard -> shard.primaryEndpoint() == null);
        assertThat(restored.clusterEnabled()).isTrue();
        assertThat(restored.configurationEndpoint().address()).startsWith("clustercfg.firedrill-7.");
        assertThat(restored.configurationEndpoint().port()).isEqualTo(6379);
        assertThat(caches.listTagsForResource(request -> request.resourceName(restored.arn()))
                        .tagList())
                .containsExactly(Tag.builder().key("firedrill:run").value("7").build());
    }

    @Test
    void the_snapshot_of_a_restore_is_not_looked_at() {
        assertThat(restore("firedrill-9", "vanished").status()).isEqualTo("available");
    }

    @Test
    void what_is_deleted_says_so() {
        restore("firedrill-8", "sessions-sunday");
        var deleted = caches.deleteReplicationGroup(request -> request.replicationGroupId("firedrill-8"));

        assertThat(deleted.replicationGroup().status()).isEqualTo("deleting");
        assertThat(group("firedrill-8").status()).isEqualTo("deleting");
    }

    @Test
    void what_is_not_there_is_said_to_be_absent() {
        assertThatThrownBy(() -> caches.describeSnapshots(request -> request.snapshotName("vanished")))
                .isInstanceOf(SnapshotNotFoundException.class);
        assertThatThrownBy(() -> group("vanished")).isInstanceOf(ReplicationGroupNotFoundException.class);
    }
}
