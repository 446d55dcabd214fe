package dev.firedrill.postgres;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/**
 * A PostgreSQL server process over one data directory: loopback only, its superuser behind a Unix socket in a directory
 * that nobody else may enter, gone when this JVM goes.
 */
public final class PostgresServer implements AutoCloseable {
    /** The roles that may log in over TCP; all others, with their passwords of production, may not. */
    static final List<String> TCP_ROLES = List.of("firedrill_check", "firedrill_writer");

    private final GuardedProcess process;
    private final Path data;
    private final Path directory;
    private final int port;
    private final String superuser;

    private PostgresServer(GuardedProcess process, Path data, Path directory, int port, String superuser) {
        this.process = process;
        this.data = data;
        this.directory = directory;
        this.port = port;
        this.superuser = superuser;
    }

    /**
     * Starts a server; it is not ready yet.
     *
     * @param data the data directory
     * @param directory an empty directory of our own (made 0700 here) for its settings, socket and log; its path must
     *     be short, since a socket's path has at most 107 characters
     */
    public static PostgresServer start(
            PostgresBinaries binaries, Path data, Path directory, String superuser, ServerSettings settings) {
        int port = freePort();
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            writeConfiguration(data, directory, port, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
        var unprivileged = Unprivileged.onThisHost();
        unprivileged.own(directory);
        unprivileged.own(data);
        var configuration = directory.resolve("postgresql.conf");
        var command =
                List.of(binaries.program("postgres"), "-D", data.toString(), "-c", "config_file=" + configuration);
        var process = GuardedProcess.start(unprivileged.command(command), directory.resolve("server.log"));
        return new PostgresServer(process, data, directory, port, superuser);
    }

    private static void writeConfiguration(Path data, Path directory, int port, ServerSettings settings)
            throws IOException {
        var socket = directory.resolve(".s.PGSQL." + port).toString();
        if (socket.length() > 107) {
            throw new Inconclusive("the path of the server's socket is longer than 107 characters: " + socket
                    + "\n  Remedy: set a shorter workdir: in firedrill.yaml");
        }
        settings.with("port", Integer.toString(port))
                .with("data_directory", data.toString())
                .with("unix_socket_directories", directory.toString())
                .with("hba_file", directory.resolve("pg_hba.conf").toString())
                .with("ident_file", directory.resolve("pg_ident.conf").toString());
        Files.writeString(directory.resolve("postgresql.conf"), settings.toConfigurationFile());
        Files.writeString(directory.resolve("pg_ident.conf"), "");
        Files.writeString(
                directory.resolve("pg_hba.conf"),
                "local all all trust\nlocal replication all trust\nhost all " + String.join(",", TCP_ROLES)
                        + " 127.0.0.1/32 scram-sha-256\n");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /**
     * Waits until the server accepts connections.
     *
     * @return false if it ended instead, or if {@code givenUp} says so first
     */
    public boolean awaitReady(BooleanSupplier givenUp) {
        while (process.isAlive() && !givenUp.getAsBoolean()) {
            if (isReady()) {
                return true;
            }
            pause();
        }
        return false;
    }

    /** Whether postmaster.pid says that connections are accepted; its eighth line is the server's state. */
    public boolean isReady() {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.get(0).strip().equals(Long.toString(process.pid()))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while waiting for PostgreSQL", e);
        }
    }

    /** A connection as superuser, through the Unix socket. */
    public Connection superuser(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", superuser);
        // Production may have made its database read-only for everybody; this outweighs it.
        properties.setProperty("options", "-c default_transaction_read_only=off");
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", socket().toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + Jdbc.encoded(database), properties);
    }

    /** A connection as one of our own roles, over TCP. */
    public Connection login(String database, String role, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "firedrill");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + Jdbc.encoded(database), properties);
    }

    /** The path of the Unix socket. */
    public Path socket() {
        return directory.resolve(".s.PGSQL." + port);
    }

    public int port() {
        return port;
    }

    public GuardedProcess process() {
        return process;
    }

    public Path dataDirectory() {
        return data;
    }

    /** What the server wrote to its log so far. */
    public List<String> log() {
        try {
            var log = directory.resolve("server.log");
            return Files.exists(log)
                    ? Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the server's log", e);
        }
    }

    /** Stops it in an orderly way (a checkpoint is written), by force after a minute. */
    @Override
    public void close() {
        process.stop("INT", Duration.ofMinutes(1));
    }
}
