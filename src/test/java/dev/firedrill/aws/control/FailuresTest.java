package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** The control plane fails where it is told to, and as AWS does. */
class FailuresTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private ControlPlane plane;
    private RdsClient rds;

    @BeforeEach
    void start() {
        plane = ControlPlane.start();
        PracticeBackups.in(plane.region("us-east-1"));
        rds = TestClients.rds(plane);
    }

    @AfterEach
    void stop() {
        rds.close();
        plane.close();
    }

    private DBInstance restore() {
        return rds.restoreDBInstanceFromDBSnapshot(it -> it.dbInstanceIdentifier("drill-1")
                        .dbSnapshotIdentifier("rds:shop-prod-1")
                        .dbSubnetGroupName("restore-isolated")
                        .publiclyAccessible(false))
                .dbInstance();
    }

    private String status() {
        return rds.describeDBInstances(it -> it.dbInstanceIdentifier("drill-1"))
                .dbInstances()
                .get(0)
                .dbInstanceStatus();
    }

    @Test
    void an_action_fails_as_often_as_it_is_told() {
        plane.fail("DescribeDBInstances", "InsufficientDBInstanceCapacity", 400, 1);

        assertThatThrownBy(() -> rds.describeDBInstances()).isInstanceOf(RdsException.class);
        assertThatCode(() -> rds.describeDBInstances()).doesNotThrowAnyException();
        assertThat(plane.requests("DescribeDBInstances")).hasSize(2);
    }

    @Test
    void throttling_is_what_the_client_takes_for_it() {
        plane.throttle(2);

        rds.describeDBInstances();

        assertThat(plane.requests("DescribeDBInstances")).hasSize(3);
    }

    @Test
    void an_answer_is_lost_and_what_was_asked_is_done() {
        plane.dropConnection("RestoreDBInstanceFromDBSnapshot", 1);

        assertThatThrownBy(this::restore).isInstanceOf(DbInstanceAlreadyExistsException.class);

        assertThat(plane.instances())
                .extracting(DBInstance::dbInstanceIdentifier)
                .contains("drill-1");
        assertThat(plane.requests("RestoreDBInstanceFromDBSnapshot")).hasSize(2);
    }

    @Test
    void a_snapshot_vanishes_before_it_is_restored() {
        plane.before("RestoreDBInstanceFromDBSnapshot", request -> plane.region(request.region())
                .snapshots()
                .remove(request.parameter("DBSnapshotIdentifier")));

        assertThatThrownBy(this::restore).isInstanceOf(DbSnapshotNotFoundException.class);
    }

    @Test
    void hooks_see_each_request_before_and_after() {
        var seen = new AtomicInteger();
        plane.before("*", request -> seen.incrementAndGet()).after("*", request -> seen.incrementAndGet());

        rds.describeDBSnapshots();
        plane.calm();
        rds.describeDBSnapshots();

        assertThat(seen).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"AVAILABLE", "NEVER"},
            mode = EnumSource.Mode.EXCLUDE)
    void an_instance_ends_as_it_is_told(Fate fate) {
        plane.region("us-east-1").next(fate);

        assertThat(restore().dbInstanceStatus()).isEqualTo("creating");

        await().atMost(PATIENCE).until(() -> status().equals(fate.status()));
        rds.deleteDBInstance(it -> it.dbInstanceIdentifier("drill-1").skipFinalSnapshot(true));
        await().atMost(PATIENCE).until(() -> plane.instances().size() == 1);
    }

    @Test
    void an_instance_that_never_comes_up_can_be_deleted() {
        plane.region("us-east-1").next(Fate.NEVER);
        restore();

        assertThat(status()).isEqualTo("creating");
        rds.deleteDBInstance(it -> it.dbInstanceIdentifier("drill-1").skipFinalSnapshot(true));
        assertThatThrownBy(() -> rds.deleteDBInstance(
                        it -> it.dbInstanceIdentifier("drill-1").skipFinalSnapshot(true)))
                .isInstanceOf(RdsException.class);
        await().atMost(PATIENCE).until(() -> plane.instances().size() == 1);
        assertThat(plane.region("us-east-1").automatedBackups()).containsOnlyKeys("shop-prod");
    }

    @Test
    void credentials_expire_and_actions_are_denied() {
        plane.identities().deny("rds:DescribeDBInstances");
        var denied = catchThrowableOfType(RdsException.class, () -> rds.describeDBInstances());
        plane.identities().expire(TestClients.ACCESS_KEY);
        var expired = catchThrowableOfType(RdsException.class, () -> rds.describeDBSnapshots());

        assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied).hasMessageContaining("is not authorized to perform: rds:DescribeDBInstances");
        assertThat(expired.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
    }

    @Test
    void nothing_is_left_of_an_engine_when_the_control_plane_is_closed() {
        restore();
        await().atMost(PATIENCE).until(() -> status().equals("available"));
        var pids = ProcessHandle.current()
                .descendants()
                .filter(it -> it.info()
                        .commandLine()
                        .orElse("")
                        .contains(plane.directory().toString()))
                .toList();
        assertThat(pids).isNotEmpty();

        plane.close();

        await().atMost(PATIENCE).until(() -> pids.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(Files.exists(plane.directory())).isFalse();
    }

    @Test
    void the_journal_hides_passwords_when_it_is_printed() {
        plane.region("us-east-1").foreign(it -> it.dbInstanceIdentifier("foreign"));
        rds.modifyDBInstance(it -> it.dbInstanceIdentifier("foreign").masterUserPassword("verysecret"));

        var request = plane.requests("ModifyDBInstance").get(0);

        assertThat(request.parameter("MasterUserPassword")).isEqualTo("verysecret");
        assertThat(request.toString()).contains("MasterUserPassword=***").doesNotContain("verysecret");
    }
}
