package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/** What RDS would reject, the control plane rejects, by RDS's own codes; and nothing is made then. */
class RejectionsTest {
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/k1";

    private ControlPlane plane;
    private RdsClient rds;

    @BeforeEach
    void start() {
        plane = ControlPlane.start();
        plane.region("us-east-1").snapshots().put("s1", snapshot());
        rds = TestClients.rds(plane);
    }

    @AfterEach
    void stop() {
        rds.close();
        plane.close();
    }

    private DBSnapshot snapshot() {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier("s1")
                .dbSnapshotArn(plane.region("us-east-1").arn("snapshot", "s1"))
                .status("available")
                .snapshotType("manual")
                .engine("postgres")
                .engineVersion(plane.binaries().version())
                .masterUsername("postgres")
                .allocatedStorage(20)
                .encrypted(true)
                .kmsKeyId(KEY)
                .build();
    }

    private void changeSnapshot(UnaryOperator<DBSnapshot.Builder> change) {
        plane.region("us-east-1").snapshots().computeIfPresent("s1", (key, it) -> change.apply(it.toBuilder())
                .build());
    }

    private String codeOf(UnaryOperator<RestoreDbInstanceFromDbSnapshotRequest.Builder> different) {
        var request = different
                .apply(RestoreDbInstanceFromDbSnapshotRequest.builder()
                        .dbInstanceIdentifier("drill-1")
                        .dbSnapshotIdentifier("s1")
                        .dbInstanceClass("db.t3.medium")
                        .dbSubnetGroupName("restore-isolated")
                        .vpcSecurityGroupIds("sg-0isolated")
                        .publiclyAccessible(false))
                .build();
        var error = catchThrowableOfType(RdsException.class, () -> rds.restoreDBInstanceFromDBSnapshot(request));
        assertThat(plane.instances()).isEmpty();
        return error.statusCode() + " " + error.awsErrorDetails().errorCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1drill",
                "drill--1",
                "drill-",
                "drill_1",
                "drill.1",
                "d23456789012345678901234567890123456789012345678901234567890abcd"
            })
    void identifiers_that_break_the_rules(String identifier) {
        assertThat(codeOf(it -> it.dbInstanceIdentifier(identifier))).isEqualTo("400 InvalidParameterValue");
    }

    @Test
    void places_that_are_not_there() {
        assertThat(codeOf(it -> it.dbSubnetGroupName("none"))).isEqualTo("404 DBSubnetGroupNotFoundFault");
        assertThat(codeOf(it -> it.vpcSecurityGroupIds("sg-0none"))).isEqualTo("400 InvalidParameterValue");
        assertThat(codeOf(it -> it.vpcSecurityGroupIds("sg-0production"))).isEqualTo("400 InvalidVPCNetworkStateFault");
        assertThat(codeOf(it -> it.dbParameterGroupName("none"))).isEqualTo("404 DBParameterGroupNotFound");
        assertThat(codeOf(it -> it.dbParameterGroupName("default.mysql8.0")))
                .isEqualTo("400 InvalidParameterCombination");
        assertThat(codeOf(it -> it.dbInstanceClass("db.t3.enormous"))).isEqualTo("400 InvalidParameterValue");
        assertThat(codeOf(it -> it.caCertificateIdentifier("none"))).isEqualTo("404 CertificateNotFound");
        assertThat(codeOf(it -> it.publiclyAccessible(null))).isEqualTo("400 InvalidParameterCombination");
    }

    @Test
    void snapshots_that_cannot_be_restored() {
        assertThat(codeOf(it -> it.dbSnapshotIdentifier("none"))).isEqualTo("404 DBSnapshotNotFound");
        assertThat(codeOf(it -> it.dbSnapshotIdentifier(null))).isEqualTo("400 InvalidParameterCombination");
        changeSnapshot(it -> it.status("creating"));
        assertThat(codeOf(it -> it)).isEqualTo("400 InvalidDBSnapshotState");
        changeSnapshot(it -> it.status("available"));
        plane.region("us-east-1").closedKeys().add(KEY);
        assertThat(codeOf(it -> it)).isEqualTo("400 KMSKeyNotAccessibleFault");
    }

    @Test
    void more_than_the_quotas_allow() {
        plane.region("us-east-1").quotas().put("AllocatedStorage", 19L);
        assertThat(codeOf(it -> it)).isEqualTo("400 StorageQuotaExceeded");
        plane.region("us-east-1").quotas().put("DBInstances", 0L);
        assertThat(codeOf(it -> it)).isEqualTo("400 InstanceQuotaExceeded");
    }

    @Test
    void changes_of_what_must_not_be_changed() {
        plane.region("us-east-1").foreign(it -> it.dbInstanceIdentifier("foreign"));

        assertThatThrownBy(() -> rds.deleteDBInstance(
                        it -> it.dbInstanceIdentifier("foreign").skipFinalSnapshot(true)))
                .hasMessageContaining("Cannot delete protected DB Instance");
        assertThatThrownBy(() -> rds.deleteDBInstance(it -> it.dbInstanceIdentifier("foreign")))
                .isInstanceOf(RdsException.class);
        assertThatThrownBy(() -> rds.modifyDBInstance(
                        it -> it.dbInstanceIdentifier("foreign").masterUserPassword("a/b")))
                .hasMessageContaining("not a valid password");
        assertThat(plane.instances()).extracting(it -> it.dbInstanceStatus()).containsExactly("available");
    }

    @Test
    void points_in_time_that_cannot_be_reached() {
        var backup = plane.region("us-east-1").foreign(it -> it.dbInstanceIdentifier("foreign"));

        assertThat(List.of(backup.dbInstanceStatus())).containsExactly("available");
        assertThatThrownBy(() -> rds.restoreDBInstanceToPointInTime(it -> it.sourceDBInstanceIdentifier("foreign")
                        .targetDBInstanceIdentifier("drill-1")
                        .useLatestRestorableTime(true)
                        .publiclyAccessible(false)))
                .hasMessageContaining("Point in time restore is not enabled");
        assertThatThrownBy(() -> rds.restoreDBInstanceToPointInTime(it -> it.sourceDBInstanceIdentifier("foreign")
                        .targetDBInstanceIdentifier("drill-1")
                        .publiclyAccessible(false)))
                .hasMessageContaining("Either RestoreTime or UseLatestRestorableTime");
    }
}
