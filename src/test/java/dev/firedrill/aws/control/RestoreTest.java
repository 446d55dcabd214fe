package dev.firedrill.aws.control;

import static org.assertj.core.api.Assertions.assertThat;
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
                .atMost(Duration.ofSeconds(60))
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
            assertThat(text(connection, "select usesuper::text from pg_user where usename = current_user"))
                    .isEqualTo("false");
            assertThat(text(connection, "select tableowner from pg_tables where tablename = 'orders'"))
                    .isEqualTo("postgres");
        }
        rds.deleteDBInstance(it -> it.dbInstanceIdentifier("restored").skipFinalSnapshot(true));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThatThrownBy(() -> described("restored"))
                        .isInstanceOf(DbInstanceNotFoundException.class));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> connect(instance, "shop", "verify-full"))
                .hasMessageContaining("refused");
    }
}
