package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.inventory.SourceAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a source answers, and who may know its password. */
class SourceAddressTest {
    @Test
    void a_server_is_reached_through_its_socket_and_over_tcp_with_the_password_of_the_environment(@TempDir Path home)
            throws SQLException {
        try (var cluster = PracticeCluster.start(home)) {
            cluster.sql("create role firedrill_check login password 'se:cret'");
            var socket = cluster.server().socket();
            var local = "postgresql:///postgres?user=postgres&host=" + socket.getParent() + "&port="
                    + cluster.server().port();
            try (var connection = SourceAddress.parse(local, name -> null).login()) {
                assertThat(connection.getMetaData().getUserName()).isEqualTo("postgres");
            }
            var tcp =
                    "postgresql://firedrill_check@127.0.0.1:" + cluster.server().port() + "/postgres";
            try (var connection = SourceAddress.parse(tcp, Map.of("PGPASSWORD", "se:cret")::get)
                            .login();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select current_user || ' ' || current_setting('application_name')")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("firedrill_check firedrill inventory");
            }
            assertThatThrownBy(() -> SourceAddress.parse(tcp, Map.of("PGPASSWORD", "wrong")::get)
                            .login())
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContaining("wrong");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://me:secret@db1/orders | a password stands in it | PGPASSWORD",
                "postgresql://me@db1/orders?password=secret | a password stands in it | ~/.pgpass",
                "mysql://db1/orders | it is no address of a PostgreSQL | postgresql://USER@HOST",
                "db1 | it is no address of a PostgreSQL | postgresql://USER@HOST",
                "postgresql://db1 | it names no database | postgresql://USER@HOST",
                "postgresql://db1/orders?sslmoed=require | [sslmoed] is not understood | sslmode",
                "postgresql://db 1/orders | it is no address: | postgresql://USER@HOST"
            })
    void mistakes_are_said_without_the_password(String text, String problem, String remedy) {
        assertThatThrownBy(() -> SourceAddress.parse(text, name -> null))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("--from", problem, remedy)
                .hasMessageNotContaining("secret");
    }
}
