package dev.firedrill.postgres;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.ShellWord;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
public final class PostgresServer implements RestoredServer, AutoCloseable {
    /** The roles that may log in over TCP; all others, with their passwords of production, may not. */
    static final List<String> TCP_ROLES = List.of("firedrill_check", "firedrill_writer");

    private static final int HIGHEST_PORT = 65535;

    private final GuardedProcess process;
    private final ServerFiles files;
    private final String superuser;

    private PostgresServer(GuardedProcess process, ServerFiles files, String superuser) {
        this.process = process;
        this.files = files;
        this.superuser = superuser;
    }

    /**
     * Starts a server; it is not ready yet.
     *
     * @param data the data directory
     * @param directory a directory of our own (made 0700 here) for its settings, socket and log; its path must be short,
     *     since a socket's path has at most 107 characters
     */
    public static PostgresServer start(
            PostgresBinaries binaries, Path data, Path directory, String superuser, ServerSettings settings) {
        return start(binaries, new ServerFiles(data, directory, freePort()), superuser, settings);
    }

    static PostgresServer start(
            PostgresBinaries binaries, ServerFiles files, String superuser, ServerSettings settings) {
        files.write(settings);
        var unprivileged = Unprivileged.onThisHost();
        unprivileged.own(files.directory());
        unprivileged.own(files.data());
        var command = List.of(
                binaries.program("postgres"),
                "-D",
                files.data().toString(),
                "-c",
                "config_file=" + files.configuration());
        return new PostgresServer(GuardedProcess.start(unprivileged.command(command), files.log()), files, superuser);
    }

    /** By how many bytes the path of a socket in that directory would be too long; zero or less if it is not. */
    public static int excessOfSocket(Path directory) {
        return new ServerFiles(directory, directory, HIGHEST_PORT).excess();
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

    /** Whether connections are accepted. */
    public boolean isReady() {
        return files.sayReady(process.pid());
    }

    /** Whether it ended because somebody took its port before it could: no verdict, since there are others. */
    public boolean foundItsPortTaken() {
        return !process.isAlive() && log().stream().anyMatch(line -> line.contains("Address already in use"));
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while waiting for PostgreSQL", e);
        }
    }

    @Override
    public Connection owner(String database) throws SQLException {
        return superuser(database);
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

    /** Over TCP. */
    @Override
    public Connection login(String database, String role, String password) throws SQLException {
        return address(database, role).login(password);
    }

    @Override
    public PostgresAddress address(String database, String role) {
        return PostgresAddress.onThisHost(port(), database, role, socket().resolveSibling("pgpass"));
    }

    @Override
    public String discarding() {
        return "kill -QUIT " + process.pid() + " && rm -rf -- "
                + ShellWord.of(files.data().getParent().toString());
    }

    /** The path of the Unix socket. */
    public Path socket() {
        return files.socket();
    }

    public int port() {
        return files.port();
    }

    public GuardedProcess process() {
        return process;
    }

    public Path dataDirectory() {
        return files.data();
    }

    @Override
    public List<String> log() {
        return files.logLines();
    }

    /** Stops it in an orderly way (a checkpoint is written), by force after a minute. */
    @Override
    public void close() {
        process.stop("INT", Duration.ofMinutes(1));
    }
}
