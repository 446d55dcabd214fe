package dev.firedrill.redis;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Redis server process over one directory: loopback only, one user with a one-time password, no replication, no modules,
 * nothing that it writes back; gone when this JVM goes.
 */
public final class RedisServer {
    /** The file that it loads, in its directory. */
    static final String FILE = "dump.rdb";

    /** It loads the file of that name, and no log. */
    static final List<String> LOADS_FILE = List.of("appendonly no", "user default off");

    private static final Duration POLL = Duration.ofMillis(10);

    private final GuardedProcess process;
    private final Path log;
    private final int port;
    private final RedisLogin login;

    private RedisServer(GuardedProcess process, Path log, int port, RedisLogin login) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.login = login;
    }

    /**
     * Starts one; it is not ready yet.
     *
     * @param data holds what it loads
     * @param directory a directory of our own (made 0700 here), for its settings and its log
     * @param persistence the settings that say what it loads
     */
    static RedisServer start(
            RedisPrograms programs, Path data, Path directory, List<String> persistence, RedisLogin login) {
        int port = freePort();
        var log = directory.resolve("server.log");
        var configuration = directory.resolve("redis.conf");
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            Files.deleteIfExists(log);
            Files.writeString(configuration, settings(data, port, persistence, login));
            Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
        var unprivileged = Unprivileged.onThisHost();
        unprivileged.own(directory);
        unprivileged.own(data);
        var command = unprivileged.command(List.of(programs.server(), configuration.toString()));
        return new RedisServer(GuardedProcess.start(command, log), log, port, login);
    }

    /** What is loaded is checked as if it came from an enemy, and nothing is ever saved. */
    private static String settings(Path data, int port, List<String> persistence, RedisLogin login) {
        var lines = new ArrayList<String>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "protected-mode yes",
                "daemonize no",
                // Its command line says whose server it is.
                "set-proc-title no",
                "dir " + quoted(data.toString()),
                "pidfile " + quoted(data.resolve("redis.pid").toString()),
                "dbfilename " + FILE,
                "save \"\"",
                "rdbchecksum yes",
                "sanitize-dump-payload yes",
                "stop-writes-on-bgsave-error no",
                "databases 16384",
                "maxmemory 0",
                "loglevel notice",
                "enable-debug-command no",
                "enable-module-command no",
                "enable-protected-configs no",
                login.rule()));
        lines.addAll(persistence);
        return String.join("\n", lines) + "\n";
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /**
     * Waits until all is loaded and connections are accepted.
     *
     * @return false if it ended instead, or time is up
     */
    boolean awaitReady(Duration patience) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(patience.plusMillis(1))
                    .until(() -> log().isReady() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            return false;
        }
        return log().isReady();
    }

    RedisLog log() {
        try {
            return Files.exists(log)
                    ? new RedisLog(new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                            .lines()
                            .toList())
                    : new RedisLog(List.of());
        } catch (IOException e) {
            throw new Inconclusive("cannot read the server's log " + log + ": " + e, e);
        }
    }

    public GuardedProcess process() {
        return process;
    }

    int port() {
        return port;
    }

    RedisLogin login() {
        return login;
    }

    /** Its own directory, with its settings and its log. */
    Path directory() {
        return log.getParent();
    }
}
