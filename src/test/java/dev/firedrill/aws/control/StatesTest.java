package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.aws.control.Latencies.Step;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** An instance goes through the states that those of RDS go through, in their order. */
class StatesTest {
    private static final String EAST = "us-east-1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ControlPlane plane;
    private RdsClient rds;

    @BeforeEach
    void start() {
        plane = ControlPlane.start();
        PracticeBackups.in(plane.region(EAST));
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

    private ManagedInstance drill(String region) {
        return plane.region(region).managed().get("drill-1");
    }

    private void awaitAvailable(String region) {
        await().atMost(PATIENCE).until(() -> {
            var told = drill(region).description();
            return told.dbInstanceStatus().equals("available")
                    && told.pendingModifiedValues().masterUserPassword() == null;
        });
    }

    @Test
    void a_restored_instance_is_backed_up_and_modified_before_it_is_available() {
        restore();
        assertThat(drill(EAST).statuses()).startsWith("creating");

        awaitAvailable(EAST);

        assertThat(drill(EAST).statuses()).containsExactly("creating", "backing-up", "modifying", "available");
        assertThat(drill(EAST).description().endpoint().address()).isEqualTo("localhost");
    }

    @Test
    void a_new_password_lets_the_instance_be_available_for_a_while_before_it_is_reset() {
        restore();
        awaitAvailable(EAST);
        plane.takes(Step.MODIFICATION_BEGINS, Duration.ofSeconds(1));

        var answer =
                rds.modifyDBInstance(it -> it.dbInstanceIdentifier("drill-1").masterUserPassword("one-time-Passw0rd"));

        assertThat(answer.dbInstance().dbInstanceStatus()).isEqualTo("available");
        assertThat(answer.dbInstance().pendingModifiedValues().masterUserPassword())
                .isEqualTo("****");
        awaitAvailable(EAST);
        assertThat(drill(EAST).statuses()).endsWith("available", "resetting-master-credentials", "available");
    }

    @Test
    void an_instance_that_is_being_changed_takes_no_other_change() {
        restore();
        awaitAvailable(EAST);
        plane.region(EAST).turn("drill-1", "modifying");

        assertThatThrownBy(() -> rds.modifyDBInstance(
                        it -> it.dbInstanceIdentifier("drill-1").deletionProtection(true)))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("is not in available state");
    }

    @Test
    void an_instance_is_being_deleted_before_it_is_gone() {
        restore();
        var instance = drill(EAST);

        var answer =
                rds.deleteDBInstance(it -> it.dbInstanceIdentifier("drill-1").skipFinalSnapshot(true));

        assertThat(answer.dbInstance().dbInstanceStatus()).isEqualTo("deleting");
        await().atMost(PATIENCE).until(() -> drill(EAST) == null);
        assertThat(instance.statuses()).endsWith("deleting");
    }

    @Test
    void a_replicated_backup_is_restored_in_its_region_by_its_own_name_alone() {
        var source = plane.instances().get(0);
        var production = plane.region(EAST).productions().get("shop-prod");
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

            awaitAvailable("us-west-2");
            assertThat(drill("us-west-2").description().dbInstanceArn())
                    .isEqualTo("arn:aws:rds:us-west-2:111122223333:db:drill-1");
        }
    }
}
