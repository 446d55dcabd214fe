package dev.firedrill.aws.control;

import static org.awaitility.Awaitility.await;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.postgres.UnixSocketFactory;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** A real PostgreSQL, restored from a base backup and dressed as one of RDS: TLS only, and no superuser for customers. */
final class RestoredPostgres implements Engine {
    private static final String HBA =
            """
            local all rdsadmin trust
            local all all reject
            hostssl rdsadmin all 127.0.0.1/32 reject
            hostssl all rdsadmin 127.0.0.1/32 reject
            hostssl all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path directory;
    private final String master;
    private final PostgresServer server;

    private RestoredPostgres(Path directory, String master, PostgresServer server) {
        this.directory = directory;
        this.master = master;
        this.server = server;
    }

    /**
     * Restores and starts it.
     *
     * @param directory does not exist yet
     * @throws IllegalStateException with the server's log, if it does not come up
     */
    static RestoredPostgres start(
            PostgresBinaries binaries, PhysicalBackup backup, RecoveryTarget target, String master, Path directory) {
        OwnedDirectory.create(directory);
        try {
            var data = data(backup, directory);
            var settings = settings(backup, target, directory);
            Unprivileged.onThisHost().own(directory);
            var server = PostgresServer.start(binaries, data, directory.resolve("s"), RdsRoles.ADMIN, settings);
            var restored = new RestoredPostgres(directory, master, server);
            restored.prepare();
            return restored;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data(PhysicalBackup backup, Path directory) throws IOException {
        var data = directory.resolve("data");
        FileTree.copy(backup.directory(), data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(data.resolve("pg_wal/archive_status"));
        Files.writeString(data.resolve("postgresql.auto.conf"), "");
        Files.writeString(data.resolve("recovery.signal"), "");
        return data;
    }

    private static ServerSettings settings(PhysicalBackup backup, RecoveryTarget target, Path directory)
            throws IOException {
        var wal = directory.resolve("wal");
        if (Unprivileged.onThisHost() == Unprivileged.OTHER_ACCOUNT) {
            // What is given to that account must be nobody else's.
            FileTree.copy(backup.wal(), wal);
        } else {
            FileTree.link(backup.wal(), wal);
        }
        var run = Files.createDirectory(directory.resolve("s"));
        var settings = ServerSettings.ofThrowawayServer()
                .with("restore_command", "cp '" + wal + "/%f' '%p'")
                .with("recovery_target_action", "promote")
                .with("hot_standby", "off")
                .with("max_connections", "100")
                .with("track_commit_timestamp", "on")
                .with("ssl", "on")
                .with(
                        "ssl_cert_file",
                        TestAuthority.ofThisJvm().writeCertificate(run).toString())
                .with("ssl_key_file", TestAuthority.ofThisJvm().writeKey(run).toString())
                // Statements that set a password must not stand in the log.
                .with("log_min_error_statement", "panic");
        if (target instanceof RecoveryTarget.BackupEnd) {
            settings.with("recovery_target", "immediate");
        } else if (target instanceof RecoveryTarget.Time time) {
            // The letters T and Z are not understood this early.
            var text = time.instant().toString().replace('T', ' ').replace("Z", "+00");
            settings.with("recovery_target_time", text);
        }
        return settings;
    }

    private void prepare() {
        try {
            if (!server.awaitReady(() -> false)) {
                throw new IllegalStateException(
                        "the restored server did not start:\n" + String.join("\n", server.log()));
            }
            new RdsRoles(this::connect, master).establish();
            admitCustomers();
        } catch (SQLException | IOException | RuntimeException e) {
            close();
            throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    private void admitCustomers() throws IOException, SQLException {
        var before = loaded();
        Files.writeString(server.socket().resolveSibling("pg_hba.conf"), HBA);
        try (var connection = connect("postgres", RdsRoles.ADMIN);
                var statement = connection.createStatement()) {
            statement.execute("select pg_reload_conf()");
        }
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !loaded().equals(before));
    }

    private String loaded() throws SQLException {
        try (var connection = connect("postgres", RdsRoles.ADMIN);
                var rows = connection.createStatement().executeQuery("select pg_conf_load_time()::text")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect(String database, String user) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", server.socket().toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + database, properties);
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void resetPassword(String password) {
        try (var connection = connect("postgres", RdsRoles.ADMIN);
                var statement = connection.createStatement()) {
            statement.execute("alter role " + master + " password '" + password.replace("'", "''") + "'");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot reset the password of " + master, e);
        }
    }

    @Override
    public void close() {
        server.process().stop("QUIT", Duration.ofSeconds(10));
        OwnedDirectory.remove(directory);
    }
}
