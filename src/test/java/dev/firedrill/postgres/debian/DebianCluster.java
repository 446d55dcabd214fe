package dev.firedrill.postgres.debian;

import static org.awaitility.Awaitility.await;

import dev.firedrill.process.Command;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A real production for tests: a cluster of the host's own PostgreSQL with its configuration in its data directory, as
 * backup tools expect one. Superuser {@code postgres} comes in through the Unix socket without a password, and over
 * loopback TCP with {@link #password()}.
 *
 * <p>As root the server runs in a user namespace, where the files are root's and so is the socket: pgbackrest, barman,
 * pg_basebackup and pg_dump work on it as root, and an archive command may write where root may. Where namespaces are
 * forbidden, server and tools run as another account, see {@link #tool}.
 */
public final class DebianCluster implements AutoCloseable {
    private final ClusterFiles files;
    private final Path binaries;
    private final int port;
    private final String database;
    private final String password = UUID.randomUUID().toString();
    private final ClusterSocket socket;
    private GuardedProcess process;

    private DebianCluster(ClusterFiles files, Path binaries, int port, String database) {
        this.files = files;
        this.binaries = binaries;
        this.port = port;
        this.database = database;
        this.socket = new ClusterSocket(files.sockets().resolve(".s.PGSQL." + port));
    }

    /** A cluster below a directory of the test's own, with a short path (a socket lies in it). */
    public static ClusterPlan in(Path home) {
        return new ClusterPlan(home);
    }

    static DebianCluster start(ClusterFiles files, Path binaries, int port, String database) {
        var cluster = new DebianCluster(files, binaries, port, database);
        cluster.start();
        cluster.sql("postgres", "alter role postgres password '" + cluster.password + "'");
        return cluster;
    }

    /** Starts it again after {@link #stop}. */
    public void start() {
        var line = List.of(binaries.resolve("postgres").toString(), "-D", data().toString());
        process = GuardedProcess.start(Unprivileged.onThisHost().command(line), files.log());
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || socket.accepts());
            if (!process.isAlive()) {
                throw new IllegalStateException("no server: " + Files.readString(files.log()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Stops it in an orderly way; its files stay. */
    public void stop() {
        process.stop("INT", Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        stop();
    }

    public Path data() {
        return files.data();
    }

    /** The directory of the Unix socket: {@code host=} of a connection string. */
    public Path sockets() {
        return files.sockets();
    }

    /** Where tablespace {@code fast} lies, see {@link Trait#TABLESPACE}. */
    public Path tablespace() {
        return files.tablespace();
    }

    public int port() {
        return port;
    }

    /** The database that has the data: {@code chinook} if that is there, else {@code postgres}. */
    public String database() {
        return database;
    }

    /** Superuser's password over TCP, new for each cluster. */
    public String password() {
        return password;
    }

    /** The path of one of its programs, such as {@code pg_basebackup}. */
    public String program(String name) {
        return binaries.resolve(name).toString();
    }

    /**
     * The command line with which a tool works on this cluster as its administrator would: as this user, or as the
     * account that owns the server's files where that is another.
     */
    public List<String> tool(List<String> line) {
        var way = Unprivileged.onThisHost();
        return way == Unprivileged.OTHER_ACCOUNT ? way.command(line) : line;
    }

    /** Makes a directory below home that its archive command and the tools may write to. */
    public Path directory(String name) {
        try {
            var directory = Files.createDirectories(files.home().resolve(name));
            Unprivileged.onThisHost().own(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + name, e);
        }
    }

    /**
     * Runs one of its own programs through the socket, such as {@code pg_dump}; gives back what it printed. A backup was made
     * before whoever asks from then on.
     */
    public String run(String program, String... arguments) {
        var line = new ArrayList<>(
                List.of(program(program), "--host=" + sockets(), "--port=" + port, "--username=postgres"));
        line.addAll(List.of(arguments));
        var printed = Command.of(tool(line)).runOrThrow(program);
        if (program.equals("pg_basebackup")) {
            FullSecond.after(Instant.now().getEpochSecond());
        }
        return printed;
    }

    /** Executes a script with psql. */
    void psql(String database, Path script) {
        run("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname=" + database, "--file=" + script);
    }

    /** Executes one statement in {@link #database()}; gives back the first column of its first row, or an empty text. */
    public String sql(String statement) {
        return sql(database, statement);
    }

    /** Executes one statement in some database. */
    public String sql(String database, String statement) {
        return socket.sql(database, statement);
    }

    /**
     * Commits a row into table {@code commits}; gives back a moment after it and before all later ones, of the server's
     * clock, in microseconds. Recovery to that moment has this row and no later one.
     */
    public Instant commit(String note) {
        sql("insert into commits (note) values ('" + note.replace("'", "''") + "')");
        return Instant.parse(
                sql("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
    }

    /** Gives it another archive command, as an administrator does: ALTER SYSTEM and a reload. */
    public void archiveWith(String command) {
        sql("alter system set archive_command = '" + command.replace("'", "''") + "'");
        sql("select pg_reload_conf()");
    }

    /** Ends the current segment with something in it, and waits until the archive command took it; gives back its name. */
    public String archiveSegment() {
        commit("end of a segment");
        var segment = sql("select pg_walfile_name(pg_current_wal_lsn())");
        sql("select pg_switch_wal()");
        await().atMost(Duration.ofSeconds(30)).until(() -> sql("select coalesce(max(last_archived_wal), '') >= '"
                        + segment + "' from pg_stat_archiver where last_archived_wal ~ '^[0-9A-F]{24}$'")
                .equals("t"));
        return segment;
    }

    /** A connection as superuser, through the Unix socket. */
    public Connection connect(String database) throws SQLException {
        return socket.connect(database);
    }
}
