package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    private static final Path STATE = Path.of("target", "test-state").toAbsolutePath();

    @Test
    void a_port_that_was_taken_meanwhile_is_no_verdict(@TempDir Path directory) throws Exception {
        var binaries = PostgresBinaries.bundled(STATE);
        var data = directory.resolve("data");
        NewCluster.create(binaries, data);
        var settings = ServerSettings.ofThrowawayServer();
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var files = new ServerFiles(data, directory.resolve("run"), taken.getLocalPort());
            var refused = PostgresServer.start(binaries, files, "postgres", settings);
            assertThat(refused.awaitReady(() -> false)).isFalse();
            assertThat(refused.foundItsPortTaken()).isTrue();
            try (var server = PostgresServer.start(binaries, data, directory.resolve("run"), "postgres", settings)) {
                assertThat(server.awaitReady(() -> false))
                        .as(() -> "log " + server.log())
                        .isTrue();
                assertThat(server.foundItsPortTaken()).isFalse();
                assertThat(server.log()).noneMatch(line -> line.contains("already in use"));
            }
        }
    }

    @Test
    void serves_its_superuser_through_the_socket_and_nobody_else_over_tcp(@TempDir Path directory) throws Exception {
        var binaries = PostgresBinaries.bundled(STATE);
        NewCluster.create(binaries, directory.resolve("data"));
        var settings = ServerSettings.ofThrowawayServer();
        try (var server = PostgresServer.start(
                binaries, directory.resolve("data"), directory.resolve("run"), "postgres", settings)) {
            assertThat(server.awaitReady(() -> false))
                    .as(() -> "log " + server.log())
                    .isTrue();
            try (var connection = server.superuser("postgres");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("show data_checksums")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("on");
            }
            assertThatThrownBy(() -> server.login("postgres", "postgres", ""))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no pg_hba.conf entry");
            server.close();
            assertThat(server.process().isAlive()).isFalse();
            assertThat(server.process().exitCode()).hasValue(0);
        }
    }
}
