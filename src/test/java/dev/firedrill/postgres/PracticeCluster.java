package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;

/** A real server that archives its log, for tests. Everything lies below one temporary directory. */
final class PracticeCluster implements AutoCloseable {
    static final Path STATE = Path.of("target", "test-state").toAbsolutePath();

    private final Path home;
    private final PostgresServer server;

    private PracticeCluster(Path home, PostgresServer server) {
        this.home = home;
        this.server = server;
    }

    static PracticeCluster start(Path home) {
        var binaries = PostgresBinaries.bundled(STATE);
        NewCluster.create(binaries, home.resolve("data"));
        return start(home, home.resolve("data"), home.resolve("run"), archiving(home));
    }

    /** The same with another setting. */
    static PracticeCluster startWith(Path home, String setting, String value) {
        NewCluster.create(PostgresBinaries.bundled(STATE), home.resolve("data"));
        return start(
                home, home.resolve("data"), home.resolve("run"), archiving(home).with(setting, value));
    }

    /** Starts what was recovered and stopped. */
    static PracticeCluster again(Path home, String name, ServerSettings settings) {
        return start(home, home.resolve(name), home.resolve("run-" + name), settings);
    }

    /** Restores a backup with the archive of this home, to the given target settings, and promotes it. */
    static PracticeCluster recover(Path home, Path backup, String name, ServerSettings settings) throws IOException {
        var data = home.resolve(name);
        copy(backup, data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(data.resolve("recovery.signal"));
        settings.with("restore_command", "cp '" + home.resolve("archive") + "/%f' \"%p\"")
                .with("recovery_target_action", "promote");
        return start(home, data, home.resolve("run-" + name), settings);
    }

    /** Settings of a server that archives into this home. */
    static ServerSettings archiving(Path home) {
        var archive = home.resolve("archive");
        try {
            Files.createDirectories(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ServerSettings.ofThrowawayServer()
                .with("archive_mode", "on")
                .with("archive_command", "test ! -f '%s/%%f' && cp \"%%p\" '%s/%%f'".formatted(archive, archive));
    }

    private static PracticeCluster start(Path home, Path data, Path directory, ServerSettings settings) {
        var binaries = PostgresBinaries.bundled(STATE);
        var cluster = new PracticeCluster(home, PostgresServer.start(binaries, data, directory, "postgres", settings));
        cluster.server.awaitReady(() -> false);
        return cluster;
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** A copy that shares its files with the original: what is to differ in it must be replaced, never written to. */
    static void link(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createLink(target, file);
                }
            }
        }
    }

    PostgresServer server() {
        return server;
    }

    Path archive() {
        return home.resolve("archive");
    }

    Path backup(String name) {
        try (var connection = ReplicationConnection.open(server.socket(), "postgres")) {
            connection.baseBackup(name, home.resolve(name));
        }
        return home.resolve(name);
    }

    String sql(String query) throws SQLException {
        try (var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                return "";
            }
            var rows = statement.getResultSet();
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /** Ends the current segment with something in it, and waits until it is archived. */
    String archiveSegment() throws SQLException {
        sql("create table if not exists filler(at timestamptz)");
        sql("insert into filler values (clock_timestamp())");
        var segment = sql("select pg_walfile_name(pg_current_wal_lsn())");
        sql("select pg_switch_wal()");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(archive().resolve(segment)).hasSize(16 << 20));
        return segment;
    }

    @Override
    public void close() {
        server.close();
    }
}
