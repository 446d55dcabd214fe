package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;

/** What the control plane answers, the SDK's real clients understand: every action, its pages and its errors. */
class AnswersTest {
    private static final Instant MADE = Instant.parse("2026-11-22T03:14:07.250Z");

    private ControlPlane plane;
    private RdsClient rds;

    @BeforeEach
    void start() {
        plane = ControlPlane.start();
        rds = TestClients.rds(plane);
    }

    @AfterEach
    void stop() {
        rds.close();
        plane.close();
    }

    private Region region() {
        return plane.region("us-east-1");
    }

    private void snapshot(String name, String type) {
        region().snapshots()
                .put(
                        name,
                        DBSnapshot.builder()
                                .dbSnapshotIdentifier(name)
                                .dbSnapshotArn(region().arn("snapshot", name))
                                .dbInstanceIdentifier("shop-prod")
                                .snapshotType(type)
                                .status("available")
                                .snapshotCreateTime(MADE)
                                .engine("postgres")
                                .encrypted(true)
                                .allocatedStorage(20)
                                .build());
    }

    @Test
    void snapshots_are_told_page_by_page_with_all_their_members() {
        plane.pageSize(2);
        for (int i = 1; i <= 5; i++) {
            snapshot("s" + i, "manual");
        }
        snapshot("awsbackup:job-1", "awsbackup");

        var told = rds.describeDBSnapshotsPaginator(it -> {}).dbSnapshots().stream()
                .toList();

        assertThat(told).extracting(DBSnapshot::dbSnapshotIdentifier).containsExactly("s1", "s2", "s3", "s4", "s5");
        assertThat(told.get(0).snapshotCreateTime()).isEqualTo(MADE);
        assertThat(told.get(0).encrypted()).isTrue();
        assertThat(told.get(0).allocatedStorage()).isEqualTo(20);
        assertThat(plane.requests("DescribeDBSnapshots")).hasSize(3);
        assertThat(plane.requests().get(1).parameter("Marker")).isEqualTo("page-2");
    }

    @Test
    void snapshots_of_aws_backup_are_told_where_they_are_asked_for() {
        snapshot("s1", "manual");
        snapshot("awsbackup:job-1", "awsbackup");

        assertThat(rds.describeDBSnapshots(it -> it.snapshotType("awsbackup")).dbSnapshots())
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .containsExactly("awsbackup:job-1");
        assertThat(rds.describeDBSnapshots(it -> it.filters(Filter.builder()
                                .name("snapshot-type")
                                .values("manual")
                                .build()))
                        .dbSnapshots())
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .containsExactly("s1");
    }

    @Test
    void what_is_not_there_is_told_by_the_services_own_error() {
        var error = catchThrowableOfType(
                DbSnapshotNotFoundException.class,
                () -> rds.describeDBSnapshots(it -> it.dbSnapshotIdentifier("none")));

        assertThat(error.statusCode()).isEqualTo(404);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("DBSnapshotNotFound");
        assertThat(error.requestId()).isNotBlank();
    }

    @Test
    void attributes_tell_who_may_restore_a_snapshot() {
        snapshot("s1", "manual");
        region().restoreAttributes().put("s1", List.of("999988887777"));

        var attributes = rds.describeDBSnapshotAttributes(it -> it.dbSnapshotIdentifier("s1"))
                .dbSnapshotAttributesResult()
                .dbSnapshotAttributes();

        assertThat(attributes.get(0).attributeName()).isEqualTo("restore");
        assertThat(attributes.get(0).attributeValues()).containsExactly("999988887777");
    }

    @Test
    void tags_that_were_added_are_listed() {
        snapshot("s1", "manual");
        var arn = region().arn("snapshot", "s1");

        rds.addTagsToResource(it -> it.resourceName(arn)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b & c").value("<2>").build()));

        assertThat(rds.listTagsForResource(it -> it.resourceName(arn)).tagList())
                .extracting(Tag::key, Tag::value)
                .containsExactly(tuple("a", "1"), tuple("b & c", "<2>"));
    }

    @Test
    void tags_are_shown_later_where_the_index_lags() {
        plane.takes(Latencies.Step.TAGS_SHOWN, Duration.ofHours(1));
        snapshot("s1", "manual");
        var arn = region().arn("snapshot", "s1");

        rds.addTagsToResource(it ->
                it.resourceName(arn).tags(Tag.builder().key("a").value("1").build()));

        assertThat(rds.listTagsForResource(it -> it.resourceName(arn)).tagList())
                .isEmpty();
    }

    @Test
    void places_parameters_versions_and_classes_are_told() {
        var isolated = rds.describeDBSubnetGroups(it -> it.dbSubnetGroupName("restore-isolated"))
                .dbSubnetGroups()
                .get(0);
        var major = plane.binaries().major();

        assertThat(isolated.subnets())
                .extracting(it -> it.subnetIdentifier())
                .containsExactly("subnet-0isolateda", "subnet-0isolatedb");
        assertThat(rds.describeDBParameterGroups(it -> it.dbParameterGroupName("default.postgres" + major))
                        .dbParameterGroups()
                        .get(0)
                        .dbParameterGroupFamily())
                .isEqualTo("postgres" + major);
        assertThat(rds.describeDBEngineVersions(it -> it.engine("postgres"))
                        .dbEngineVersions()
                        .get(0)
                        .engineVersion())
                .isEqualTo(plane.binaries().version());
        assertThat(rds.describeOrderableDBInstanceOptions(
                                it -> it.engine("postgres").dbInstanceClass("db.t3.medium"))
                        .orderableDBInstanceOptions())
                .hasSize(1);
        assertThatThrownBy(() -> rds.describeDBSubnetGroups(it -> it.dbSubnetGroupName("none")))
                .isInstanceOf(software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException.class);
        assertThatThrownBy(() -> rds.describeDBParameterGroups(it -> it.dbParameterGroupName("none")))
                .isInstanceOf(software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException.class);
    }

    @Test
    void the_accounts_quotas_certificates_events_and_maintenance_are_told() {
        region().quotas().put("DBInstances", 3L);

        assertThat(rds.describeAccountAttributes().accountQuotas()).anySatisfy(quota -> {
            assertThat(quota.accountQuotaName()).isEqualTo("DBInstances");
            assertThat(quota.max()).isEqualTo(3);
            assertThat(quota.used()).isZero();
        });
        assertThat(rds.describeCertificates().certificates())
                .extracting(it -> it.certificateIdentifier())
                .containsExactly("rds-ca-rsa2048-g1");
        assertThat(rds.describeEvents().events()).isEmpty();
        assertThat(rds.describePendingMaintenanceActions().pendingMaintenanceActions())
                .isEmpty();
        assertThat(rds.describeDBInstanceAutomatedBackups().dbInstanceAutomatedBackups())
                .isEmpty();
    }

    @Test
    void the_network_is_told_in_the_manner_of_ec2() {
        try (var ec2 = TestClients.made(plane, "us-east-1", Ec2Client.builder())) {
            var group = ec2.describeSecurityGroups(it -> it.groupIds("sg-0isolated"))
                    .securityGroups()
                    .get(0);
            assertThat(group.vpcId()).isEqualTo("vpc-0isolated");
            assertThat(group.ipPermissions()).isEmpty();
            assertThat(ec2.describeSubnets(it -> it.subnetIds("subnet-0productiona"))
                            .subnets()
                            .get(0)
                            .mapPublicIpOnLaunch())
                    .isTrue();
            var routes = ec2.describeRouteTables(
                            it -> it.filters(software.amazon.awssdk.services.ec2.model.Filter.builder()
                                    .name("vpc-id")
                                    .values("vpc-0production")
                                    .build()))
                    .routeTables();
            assertThat(routes.get(0).routes())
                    .extracting(it -> it.gatewayId())
                    .containsExactly("local", "igw-0production");
            var error = catchThrowableOfType(
                    Ec2Exception.class, () -> ec2.describeSecurityGroups(it -> it.groupIds("sg-0none")));
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidGroup.NotFound");
        }
    }

    @Test
    void a_role_can_be_assumed_and_is_who_asks_from_then_on() {
        try (var sts = TestClients.made(plane, "us-east-1", StsClient.builder())) {
            var role = "arn:aws:iam::111122223333:role/restore";
            assertThat(sts.getCallerIdentity().account()).isEqualTo("111122223333");

            var given = sts.assumeRole(it -> it.roleArn(role).roleSessionName("drill"))
                    .credentials();

            assertThat(plane.identities().arn(given.accessKeyId()))
                    .isEqualTo("arn:aws:sts::111122223333:assumed-role/restore/drill");
            plane.identities().close(role);
            assertThatThrownBy(() -> sts.assumeRole(it -> it.roleArn(role).roleSessionName("drill")))
                    .hasMessageContaining("not authorized to perform: sts:AssumeRole");
        }
    }

    @Test
    void what_the_model_does_not_know_is_rejected() {
        var rds = TestClients.careless(plane);
        assertThatThrownBy(() -> rds.describeEvents(it -> it.sourceType("db-nonsense")))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("Invalid value for SourceType: db-nonsense");
        assertThatThrownBy(() -> rds.listTagsForResource(it -> {}))
                .hasMessageContaining("must contain the parameter ResourceName");
        assertThatThrownBy(() -> rds.describeDBSnapshots(it -> it.maxRecords(5)))
                .hasMessageContaining("Must be between 20 and 100");
        assertThatThrownBy(() -> rds.deleteDBSubnetGroup(it -> it.dbSubnetGroupName("restore-isolated")))
                .hasMessageContaining("Could not find operation DeleteDBSubnetGroup");
        assertThat(plane.requests("DeleteDBSubnetGroup")).hasSize(1);
    }

    @Test
    void regions_know_nothing_of_each_other() {
        snapshot("s1", "manual");

        try (var west = TestClients.made(plane, "us-west-2", RdsClient.builder())) {
            assertThat(west.describeDBSnapshots().dbSnapshots()).isEmpty();
        }
        assertThat(rds.describeDBSnapshots().dbSnapshots()).hasSize(1);
        assertThat(plane.requests()).extracting(Request::region).containsExactly("us-west-2", "us-east-1");
    }
}
