package dev.firedrill.kafka;

import dev.firedrill.kafka.contents.ClientsLog;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Kafka broker, which is its own controller, as a process: loopback only, logins with one-time passwords, nothing deleted or
 * compacted while it is looked at; gone when this JVM goes.
 *
 * <pre>{@code
 * KafkaServer.format(data);
 * var server = KafkaServer.start(List.of(data), directory, false);
 * started.accept(server.process());
 * if (!server.awaitReady(Duration.ofMinutes(1))) { ... server.log() ... }
 * try (var admin = Admin.create(server.owner())) { ... }
 * }</pre>
 */
public final class KafkaServer {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int ASKING_MILLIS = 2_000;
    private static final int FIRST_NODE = 1;

    static {
        ClientsLog.quieten();
    }

    private final GuardedProcess process;
    private final Path log;
    private final KafkaSettings settings;

    private KafkaServer(GuardedProcess process, Path log, KafkaSettings settings) {
        this.process = process;
        this.log = log;
        this.settings = settings;
    }

    /**
     * Makes an empty log directory that a broker can start with, in this JVM: Kafka's program for that is one of its own, which
     * takes longer to start than its work does.
     *
     * @param data a directory that is empty, or is not there yet
     * @throws Inconclusive if it cannot be made
     */
    public static void format(Path data) {
        KafkaPlace.makePrivate(data);
        var formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(FIRST_NODE)
                .setControllerListenerName(KafkaSettings.CONTROLLER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new Inconclusive("an empty log directory for Kafka could not be made in " + data + ": " + e, e);
        }
        Unprivileged.onThisHost().own(data);
    }

    /**
     * Starts one over log directories that are there; it is not ready yet. It never formats any.
     *
     * @param logDirectories all that {@code log.dirs} names; each with its {@code meta.properties}
     * @param directory a directory of our own (made 0700 here), for its settings and its log
     * @param writable whether {@link #check()} may write
     */
    public static KafkaServer start(List<Path> logDirectories, Path directory, boolean writable) {
        int node = MetaProperties.of(logDirectories.get(0)).node();
        var ports = KafkaPlace.freePorts();
        var settings = new KafkaSettings(node, logDirectories, ports[0], ports[1], KafkaLogins.once(writable));
        var place = new KafkaPlace(directory);
        var file = place.write("server.properties", settings);
        var log = place.emptyLog();
        var jvm = KafkaJvm.in(directory);
        place.handOver(logDirectories);
        return new KafkaServer(GuardedProcess.start(jvm.command("kafka.Kafka", file.toString()), log), log, settings);
    }

    /**
     * Waits until it answers.
     *
     * @return false if it ended instead, or time is up
     */
    public boolean awaitReady(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        if (!await(patience, this::listens)) {
            return false;
        }
        try (var admin = Admin.create(owner())) {
            return await(Duration.ofNanos(Math.max(0, end - System.nanoTime())), () -> answers(admin));
        }
    }

    /** Whether that came true before the broker ended, and in time. */
    private boolean await(Duration patience, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(patience.plusMillis(1))
                    .until(() -> !process.isAlive() || condition.call());
        } catch (ConditionTimeoutException e) {
            return false;
        }
        return process.isAlive();
    }

    /** A client that comes too early complains of it in this JVM's log. */
    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(KafkaSettings.HOST, port()), ASKING_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            var asked = new DescribeClusterOptions().timeoutMs(ASKING_MILLIS);
            return !admin.describeCluster(asked).nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Whether another took its port between its being free and its use. */
    public boolean foundItsPortTaken() {
        return log().stream().anyMatch(line -> line.contains("Address already in use"));
    }

    /** Stops it in order, so that it leaves its log directories as a broker that was shut down. */
    public void stop(Duration patience) {
        process.stop("TERM", patience);
    }

    public GuardedProcess process() {
        return process;
    }

    /** Host and port for clients: {@code bootstrap.servers}. */
    public String bootstrap() {
        return KafkaSettings.HOST + ":" + settings.port();
    }

    /** Properties of a client that may do everything. They hold a password. */
    public Map<String, Object> owner() {
        return client(settings.logins().owner());
    }

    /** Properties of a client that may do what checks may: read; a check that writes, also write. They hold a password. */
    public Map<String, Object> check() {
        return client(settings.logins().check());
    }

    private Map<String, Object> client(Map<String, String> login) {
        var properties = new TreeMap<String, Object>(login);
        properties.put("bootstrap.servers", bootstrap());
        properties.put("enable.metrics.push", false);
        return properties;
    }

    /** The user that checks are. */
    String user() {
        return settings.logins().user();
    }

    int port() {
        return settings.port();
    }

    /** Its number, that of the broker where the data is from. */
    public int node() {
        return settings.node();
    }

    /** What it said. */
    public List<String> log() {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new Inconclusive("cannot read the broker's log " + log + ": " + e, e);
        }
    }

    /** Its own directory, with its settings and its log. */
    public Path directory() {
        return log.getParent();
    }

    public List<Path> logDirectories() {
        return settings.logDirectories();
    }
}
