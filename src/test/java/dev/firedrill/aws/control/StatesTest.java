package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.aws.control.Latencies.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** An instance goes through the states that those of RDS go through, in their order. */
class StatesTest {
    private static final Duration SLOW = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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

    private void restore() {
        rds.restoreDBInstanceFromDBSnapshot(it -> it.dbInstanceIdentifier("drill-1")
                .dbSnapshotIdentifier("rds:shop-prod-1")
                .dbSubnetGroupName("restore-isolated")
                .publiclyAccessible(false));
    }

    private DBInstance described() {
        return plane.instances().stream()
                .filter(it -> it.dbInstanceIdentifier().equals("drill-1"))
                .findFirst()
                .orElse(DBInstance.builder().dbInstanceStatus("gone").build());
    }

    /** The states up to one, each told once. */
    private List<String> statesUntil(String last) {
        var seen = new ArrayList<String>();
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> {
                    var status = described().dbInstanceStatus();
                    if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(status)) {
                        seen.add(status);
                    }
                    return status.equals(last);
                });
        return seen;
    }

    @Test
    void a_restored_instance_is_backed_up_and_modified_before_it_is_available() {
        plane.takes(Step.BACKING_UP, SLOW).takes(Step.MODIFYING, SLOW);
        restore();
        assertThat(described().endpoint()).isNull();

        assertThat(statesUntil("available")).containsExactly("creating", "backing-up", "modifying", "available");
        assertThat(described().endpoint().address()).isEqualTo("localhost");
    }

    @Test
    void a_new_password_lets_the_instance_be_available_for_a_while_before_it_is_reset() {
        restore();
        statesUntil("available");
        plane.takes(Step.MODIFICATION_BEGINS, SLOW).takes(Step.RESETTING_CREDENTIALS, SLOW);

        var answer =
                rds.modifyDBInstance(it -> it.dbInstanceIdentifier("drill-1").masterUserPassword("one-time-Passw0rd"));

        assertThat(answer.dbInstance().dbInstanceStatus()).isEqualTo("available");
        assertThat(answer.dbInstance().pendingModifiedValues().masterUserPassword())
                .isEqualTo("****");
        assertThat(statesUntil("resetting-master-credentials"))
                .containsExactly("available", "resetting-master-credentials");
        assertThatThrownBy(() -> rds.modifyDBInstance(
                        it -> it.dbInstanceIdentifier("drill-1").deletionProtection(true)))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("is not in available state");
        assertThat(statesUntil("available")).endsWith("available");
        assertThat(described().pendingModifiedValues().masterUserPassword()).isNull();
    }

    @Test
    void an_instance_is_being_deleted_before_it_is_gone() {
        plane.takes(Step.DELETING, SLOW);
        restore();

        var answer =
                rds.deleteDBInstance(it -> it.dbInstanceIdentifier("drill-1").skipFinalSnapshot(true));

        assertThat(answer.dbInstance().dbInstanceStatus()).isEqualTo("deleting");
        assertThat(statesUntil("gone")).containsExactly("deleting", "gone");
    }

    @Test
    void a_replicated_backup_is_restored_in_its_region_by_its_own_name_alone() {
        var source = plane.instances().get(0);
        var production = plane.region("us-east-1").productions().get("shop-prod");
        var backup = plane.region("us-west-2").replicated(source, production);

        try (var west = TestClients.made(plane, "us-west-2", RdsClient.builder())) {
            assertThat(west.describeDBInstanceAutomatedBackups(it -> it.dbInstanceIdentifier("shop-prod"))
                            .dbInstanceAutomatedBackups())
                    .singleElement()
                    .satisfies(it -> assertThat(it.region()).isEqualTo("us-east-1"))
                    .satisfies(
                            it -> assertThat(it.restoreWindow().latestTime()).isEqualTo(production.latestRestorable()));
            assertThatThrownBy(
                            () -> west.restoreDBInstanceToPointInTime(it -> it.sourceDBInstanceIdentifier("shop-prod")
                                    .targetDBInstanceIdentifier("drill-1")
                                    .useLatestRestorableTime(true)
                                    .publiclyAccessible(false)))
                    .isInstanceOf(DbInstanceNotFoundException.class);
            assertThatThrownBy(() -> west.describeDBInstanceAutomatedBackups(it -> it.dbiResourceId("db-NONE")))
                    .isInstanceOf(DbInstanceAutomatedBackupNotFoundException.class);

            west.restoreDBInstanceToPointInTime(
                    it -> it.sourceDBInstanceAutomatedBackupsArn(backup.dbInstanceAutomatedBackupsArn())
                            .targetDBInstanceIdentifier("drill-1")
                            .useLatestRestorableTime(true)
                            .dbSubnetGroupName("restore-isolated")
                            .publiclyAccessible(false));

            assertThat(statesUntil("available")).endsWith("available");
            assertThat(described().dbInstanceArn()).isEqualTo("arn:aws:rds:us-west-2:111122223333:db:drill-1");
        }
    }
}
