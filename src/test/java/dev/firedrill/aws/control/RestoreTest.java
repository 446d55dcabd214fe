package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.sample.Sample;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Tag;

/** A restore brings up a real PostgreSQL, as RDS has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreTest {
    private static final String PASSWORD = "one-time-Passw0rd";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ControlPlane plane;
    private Sample shop;
    private RdsClient rds;

    @BeforeAll
    void start() {
        plane = ControlPlane.start();
        shop = PracticeBackups.in(plane.region("us-east-1"));
        rds = TestClients.rds(plane);
    }

    @AfterAll
    void stop() {
        rds.close();
        plane.close();
    }

    private DBInstance restored(String name) {
        rds.restoreDBInstanceFromDBSnapshot(it -> it.dbInstanceIdentifier(name)
                .dbSnapshotIdentifier("rds:shop-prod-3")
                .dbInstanceClass("db.t3.medium")
                .dbSubnetGroupName("restore-isolated")
                .vpcSecurityGroupIds("sg-0isolated")
                .publiclyAccessible(false)
                .tags(Tag.builder().key("firedrill:run").value("r1").build()));
        awaitStatus(name, "available");
        rds.modifyDBInstance(it -> it.dbInstanceIdentifier(name).masterUserPassword(PASSWORD));
        return awaitStatus(name, "available");
    }

    /** What was asked for is done when nothing of it is pending any more: the status lags. */
    private DBInstance awaitStatus(String name, String status) {
        return await().pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(
                        () -> described(name),
                        it -> it.dbInstanceStatus().equals(status)
                                && it.pendingModifiedValues().masterUserPassword() == null);
    }

    private DBInstance described(String name) {
        return rds.describeDBInstances(it -> it.dbInstanceIdentifier(name))
                .dbInstances()
                .get(0);
    }

    private Connection connect(DBInstance instance, String database, String mode) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", instance.masterUsername());
        properties.setProperty("password", PASSWORD);
        properties.setProperty("sslmode", mode);
        properties.setProperty("sslrootcert", plane.caBundle().toString());
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(
                                instance.endpoint().address(),
                                instance.endpoint().port(),
                                database),
                properties);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void a_restored_snapshot_can_be_asked_and_is_gone_when_it_was_deleted() throws SQLException {
        var instance = restored("restored");

        try (var connection = connect(instance, "shop", "verify-full")) {
            assertThat(text(connection, "select count(*) from orders")).isNotEqualTo("0");
            assertThat(text(connection, "select usesuper from pg_user where usename = current_user"))
                    .isEqualTo("f");
            assertThat(text(connection, "select tableowner from pg_tables where tablename = 'orders'"))
                    .isEqualTo("postgres");
        }
        rds.deleteDBInstance(it -> it.dbInstanceIdentifier("restored").skipFinalSnapshot(true));
        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> described("restored"))
                .isInstanceOf(DbInstanceNotFoundException.class));
        assertThatThrownBy(() -> connect(instance, "shop", "verify-full")).hasMessageContaining("refused");
    }

    @Test
    void the_master_user_may_do_what_the_service_allows_and_no_more() throws SQLException {
        var instance = restored("limits");

        try (var connection = connect(instance, "shop", "verify-full")) {
            run(connection, "create extension amcheck");
            var index = text(
                    connection,
                    "select indexrelid::regclass::text from pg_index join pg_class c on c.oid ="
                            + " indexrelid join pg_am a on a.oid = c.relam where amname = 'btree' and c.relnamespace ="
                            + " 'public'::regnamespace limit 1");
            run(connection, "select bt_index_check('" + index + "', true)");
            run(connection, "create role reader login");
            run(connection, "grant pg_read_all_data to reader");
            assertThatThrownBy(() -> run(connection, "create role other superuser"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(connection, "select pg_read_file('/etc/hostname')"))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> connect(instance, "rdsadmin", "verify-full")).hasMessageContaining("pg_hba.conf");
        assertThatThrownBy(() -> connect(instance, "shop", "disable")).hasMessageContaining("no encryption");
    }

    @Test
    void a_restore_to_a_point_in_time_stops_just_before_the_next_commit() throws SQLException {
        var commits = shop.facts().commits();
        var last = commits.get(commits.size() / 2);
        rds.restoreDBInstanceToPointInTime(it -> it.sourceDBInstanceIdentifier("shop-prod")
                .targetDBInstanceIdentifier("in-time")
                .restoreTime(last.time().plusMillis(1))
                .dbSubnetGroupName("restore-isolated")
                .vpcSecurityGroupIds("sg-0isolated")
                .publiclyAccessible(false));
        awaitStatus("in-time", "available");
        rds.modifyDBInstance(it -> it.dbInstanceIdentifier("in-time").masterUserPassword(PASSWORD));

        try (var connection = connect(awaitStatus("in-time", "available"), "shop", "verify-full")) {
            assertThat(text(connection, "select max(id) from orders")).isEqualTo(Long.toString(last.orderId()));
        }
    }

    @Test
    void the_time_that_is_told_as_latest_can_be_asked_for_and_brings_the_newest_commit_back() throws SQLException {
        var told = described("shop-prod").latestRestorableTime();
        rds.restoreDBInstanceToPointInTime(it -> it.sourceDBInstanceIdentifier("shop-prod")
                .targetDBInstanceIdentifier("told")
                .restoreTime(told)
                .dbSubnetGroupName("restore-isolated")
                .publiclyAccessible(false));
        awaitStatus("told", "available");
        rds.modifyDBInstance(it -> it.dbInstanceIdentifier("told").masterUserPassword(PASSWORD));

        try (var connection = connect(awaitStatus("told", "available"), "shop", "verify-full")) {
            assertThat(text(connection, "select max(id) from orders")).isEqualTo(newestOrder());
        }
    }

    /** Of those whose log was archived. */
    private String newestOrder() {
        var newest = shop.archived("").newestCommit();
        return shop.facts().commits().stream()
                .filter(it -> !it.time().isAfter(newest))
                .reduce((earlier, later) -> later)
                .map(it -> Long.toString(it.orderId()))
                .orElseThrow();
    }

    @Test
    void the_latest_restorable_time_brings_the_newest_commit_back() throws SQLException {
        rds.restoreDBInstanceToPointInTime(it -> it.sourceDBInstanceIdentifier("shop-prod")
                .targetDBInstanceIdentifier("latest")
                .useLatestRestorableTime(true)
                .dbSubnetGroupName("restore-isolated")
                .publiclyAccessible(false));
        awaitStatus("latest", "available");
        rds.modifyDBInstance(it -> it.dbInstanceIdentifier("latest").masterUserPassword(PASSWORD));

        try (var connection = connect(awaitStatus("latest", "available"), "shop", "verify-full")) {
            assertThat(text(connection, "select max(id) from orders")).isEqualTo(newestOrder());
        }
    }
}
