package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.aws.safety.OperationRefused;
import dev.firedrill.aws.safety.Ownership;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What the way of an RDS restore asks of AWS, asked of a server that nobody here wrote: every request accepted, every
 * answer read. What moto 5.2.4 does otherwise than AWS, so that no test of it proves how Firedrill takes it:
 *
 * <ul>
 *   <li>There is no server behind an instance, and no data in a snapshot. Its address is
 *       {@code NAME.aaaaaaaaaa.REGION.rds.amazonaws.com}, which no name server knows: see {@link HostNames}.
 *   <li>All is there at once: an instance, a snapshot and a copy are {@code available} when they have been asked for, a
 *       deleted instance is gone with the answer. No state on the way is ever seen.
 *   <li>Of what a restore asks for, <b>false is not heard</b>: not public, not protected, in one zone are what the source
 *       is. A restore of a protected source is protected, and cannot be deleted; one of a source that was made without
 *       saying whether it is public does not say it either.
 *   <li>One to a moment takes any moment, also one outside of the window; the latest restorable time is always now.
 *   <li>Automated backups have no restore window, no ARN, no resource id and no engine: whose they are and whether that
 *       still exists, nothing else. Firedrill's catalog leaves them out because of that.
 *   <li>The first automated snapshot is made with the instance, also with a restored one; there is never a second.
 *   <li>Instances are listed in pages, snapshots are not. Of one account there are 100 snapshots at most.
 *   <li>Passwords are not kept, and zones of subnets, credentials and rights not looked at: nobody is ever denied anything.
 * </ul>
 */
@NeedsTool(MotoServer.PROGRAM)
class RdsOnMotoTest {
    private static final int PORT = 5433;
    private static final Tag RUN = Tag.builder().key("firedrill:run").value("7").build();

    private static MotoServer moto;
    private static Administrator account;
    private static ProductionDatabase production;
    private static RdsClient rds;

    @BeforeAll
    static void make_what_is_backed_up(@TempDir Path directory) throws IOException {
        moto = MotoServer.start(directory);
        account = moto.administrator();
        rds = account.client(RdsClient.builder());
        production = ProductionDatabase.make(account, PORT);
        production.snapshot("orders-sunday");
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            account.close();
            moto.close();
        }
    }

    private static DBInstance restoreSnapshot(String name) {
        rds.restoreDBInstanceFromDBSnapshot(request -> request.dbInstanceIdentifier(name)
                .dbSnapshotIdentifier("orders-sunday")
                .dbInstanceClass("db.t3.large")
                .dbSubnetGroupName(ProductionDatabase.SUBNET_GROUP)
                .vpcSecurityGroupIds(production.securityGroup())
                .publiclyAccessible(false)
                .deletionProtection(false)
                .multiAZ(false)
                .autoMinorVersionUpgrade(false)
                .tags(RUN));
        return instance(name);
    }

    private static DBInstance instance(String name) {
        return rds.describeDBInstances(request -> request.dbInstanceIdentifier(name))
                .dbInstances()
                .get(0);
    }

    private static Map<String, String> tags(DBInstance instance) {
        return rds.listTagsForResource(request -> request.resourceName(instance.dbInstanceArn())).tagList().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    @Test
    void snapshots_are_listed_with_all_that_a_catalog_tells() {
        var snapshots = rds
                .describeDBSnapshotsPaginator(request -> request.dbInstanceIdentifier(ProductionDatabase.NAME))
                .dbSnapshots()
                .stream()
                .collect(Collectors.groupingBy(DBSnapshot::snapshotType));

        assertThat(snapshots.get("automated"))
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .singleElement()
                .asString()
                .startsWith("rds:orders-");
        assertThat(snapshots.get("manual")).anySatisfy(snapshot -> {
            assertThat(snapshot.dbSnapshotIdentifier()).isEqualTo("orders-sunday");
            assertThat(snapshot.status()).isEqualTo("available");
            assertThat(snapshot.engine()).isEqualTo("postgres");
            assertThat(snapshot.engineVersion()).isEqualTo("17.5");
            assertThat(snapshot.allocatedStorage()).isEqualTo(ProductionDatabase.GIGABYTES);
            assertThat(snapshot.encrypted()).isTrue();
            assertThat(snapshot.kmsKeyId()).isEqualTo(production.key());
            assertThat(snapshot.dbSnapshotArn())
                    .isEqualTo("arn:aws:rds:us-east-1:" + MotoServer.ACCOUNT + ":snapshot:orders-sunday");
            assertThat(snapshot.snapshotCreateTime())
                    .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
        });
    }

    @Test
    void a_copy_keeps_the_time_at_which_its_content_was_taken() {
        var copy = rds.copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier("orders-sunday")
                        .targetDBSnapshotIdentifier("orders-sunday-copy"))
                .dbSnapshot();
        var original = rds.describeDBSnapshots(request -> request.dbSnapshotIdentifier("orders-sunday"))
                .dbSnapshots()
                .get(0);

        assertThat(copy.originalSnapshotCreateTime())
                .isEqualTo(original.originalSnapshotCreateTime())
                .isBefore(copy.snapshotCreateTime());
    }

    @Test
    void long_lists_are_read_to_their_end() {
        for (int number = 1; number <= 21; number++) {
            restoreSnapshot("paged-" + number);
        }
        var pages = rds.describeDBInstancesPaginator(request -> request.maxRecords(20));

        assertThat(pages.stream().count()).isGreaterThan(1);
        assertThat(pages.dbInstances().stream().map(DBInstance::dbInstanceIdentifier))
                .contains(ProductionDatabase.NAME, "paged-1", "paged-21")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_snapshot_is_restored_into_the_isolated_place() {
        var restored = restoreSnapshot("firedrill-7");

        assertThat(restored.dbInstanceStatus()).isEqualTo("available");
        assertThat(restored.engineVersion()).isEqualTo("17.5");
        assertThat(restored.dbInstanceClass()).isEqualTo("db.t3.large");
        assertThat(restored.masterUsername()).isEqualTo("owner");
        assertThat(restored.dbSubnetGroup().dbSubnetGroupName()).isEqualTo(ProductionDatabase.SUBNET_GROUP);
        assertThat(restored.vpcSecurityGroups())
                .extracting(group -> group.vpcSecurityGroupId())
                .containsExactly(production.securityGroup());
        assertThat(restored.publiclyAccessible()).isFalse();
        assertThat(restored.deletionProtection()).isFalse();
        assertThat(restored.multiAZ()).isFalse();
        assertThat(restored.endpoint().address()).isEqualTo(HostNames.ofInstance("firedrill-7", "us-east-1"));
        assertThat(restored.endpoint().port()).isEqualTo(PORT);
        assertThat(tags(restored)).containsExactly(Map.entry("firedrill:run", "7"));
    }

    @Test
    void a_moment_is_restored_into_the_isolated_place() {
        rds.restoreDBInstanceToPointInTime(request -> request.sourceDBInstanceIdentifier(ProductionDatabase.NAME)
                .targetDBInstanceIdentifier("firedrill-8")
                .restoreTime(Instant.now().minus(Duration.ofMinutes(6)))
                .dbSubnetGroupName(ProductionDatabase.SUBNET_GROUP)
                .vpcSecurityGroupIds(production.securityGroup())
                .publiclyAccessible(false)
                .deletionProtection(false)
                .multiAZ(false)
                .tags(RUN));
        var restored = instance("firedrill-8");

        assertThat(restored.dbInstanceStatus()).isEqualTo("available");
        assertThat(restored.deletionProtection()).isFalse();
        assertThat(restored.dbSubnetGroup().dbSubnetGroupName()).isEqualTo(ProductionDatabase.SUBNET_GROUP);
        assertThat(tags(restored)).containsEntry("firedrill:run", "7");
        assertThat(instance(ProductionDatabase.NAME).latestRestorableTime())
                .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
    }

    @Test
    void automated_backups_are_listed_as_far_as_moto_knows_them() {
        var backups = rds
                .describeDBInstanceAutomatedBackupsPaginator(
                        request -> request.dbInstanceIdentifier(ProductionDatabase.NAME))
                .dbInstanceAutomatedBackups()
                .stream()
                .toList();

        assertThat(backups).singleElement().satisfies(found -> {
            assertThat(found.dbInstanceIdentifier()).isEqualTo(ProductionDatabase.NAME);
            assertThat(found.status()).isEqualTo("active");
            assertThat(found.restoreWindow()).isNull();
        });
    }

    @Test
    void the_password_of_a_restored_instance_is_replaced() {
        var restored = restoreSnapshot("firedrill-9");
        rds.modifyDBInstance(request -> request.dbInstanceIdentifier("firedrill-9")
                .masterUserPassword("only-for-this-run")
                .applyImmediately(true));

        assertThat(instance("firedrill-9").dbInstanceStatus()).isEqualTo(restored.dbInstanceStatus());
        assertThat(instance("firedrill-9").toString()).doesNotContain("only-for-this-run");
    }

    @Test
    void tags_are_added_and_taken_away() {
        var restored = restoreSnapshot("firedrill-10");
        rds.addTagsToResource(request -> request.resourceName(restored.dbInstanceArn())
                .tags(Tag.builder().key("firedrill:kept").value("yes").build()));
        assertThat(tags(restored)).containsOnlyKeys("firedrill:run", "firedrill:kept");

        rds.removeTagsFromResource(
                request -> request.resourceName(restored.dbInstanceArn()).tagKeys("firedrill:kept"));
        assertThat(tags(restored)).containsOnlyKeys("firedrill:run");
    }

    @Test
    void what_is_deleted_is_not_found_any_more() {
        restoreSnapshot("firedrill-11");
        var deleted = rds.deleteDBInstance(request -> request.dbInstanceIdentifier("firedrill-11")
                .skipFinalSnapshot(true)
                .deleteAutomatedBackups(true));

        assertThat(deleted.dbInstance().dbInstanceStatus()).isEqualTo("deleting");
        assertThatThrownBy(() -> instance("firedrill-11")).isInstanceOf(DbInstanceNotFoundException.class);
        assertThat(rds.describeDBSnapshotsPaginator(request -> request.dbInstanceIdentifier("firedrill-11"))
                        .dbSnapshots())
                .isEmpty();
    }

    @Test
    void what_is_protected_is_not_deleted() {
        restoreSnapshot("guarded");
        rds.modifyDBInstance(request ->
                request.dbInstanceIdentifier("guarded").deletionProtection(true).applyImmediately(true));

        assertThatThrownBy(() -> rds.deleteDBInstance(
                        request -> request.dbInstanceIdentifier("guarded").skipFinalSnapshot(true)))
                .isInstanceOfSatisfying(RdsException.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("InvalidParameterCombination"));
        assertThat(instance("guarded").dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    void refusals_arrive_as_what_they_are() {
        restoreSnapshot("firedrill-12");
        assertThatThrownBy(() -> restoreSnapshot("firedrill-12")).isInstanceOf(DbInstanceAlreadyExistsException.class);
        assertThatThrownBy(() -> rds.restoreDBInstanceFromDBSnapshot(
                        request -> request.dbInstanceIdentifier("firedrill-13").dbSnapshotIdentifier("vanished")))
                .isInstanceOf(DbSnapshotNotFoundException.class);
    }

    /** By the clients that Firedrill itself uses; what they may change is the guard's to say. */
    @Test
    void the_guarded_clients_read_and_change_nothing_of_others() {
        MotoServer.credentials();
        try (var clients = AwsClients.of(moto.target(), new OperationGuard(Ownership.NOTHING))) {
            var names = clients.rds().describeDBInstancesPaginator().dbInstances().stream()
                    .map(DBInstance::dbInstanceIdentifier);
            assertThat(names).contains(ProductionDatabase.NAME);
            var foreign = List.of(ProductionDatabase.NAME, "no-such-instance");
            for (var name : foreign) {
                assertThatThrownBy(() -> clients.rds().deleteDBInstance(request -> request.dbInstanceIdentifier(name)
                                .skipFinalSnapshot(true)))
                        .isInstanceOf(OperationRefused.class);
            }
        }
    }
}
