package dev.firedrill.redis;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis that stands for production: tests write into it and let it save. */
public final class ProductionRedis implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path STATE = Path.of("target/test-state").toAbsolutePath();

    private final GuardedProcess process;
    private final Path directory;
    private final int port;

    private ProductionRedis(GuardedProcess process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** @param options further options of redis-server, such as {@code --rdbchecksum no} */
    public static ProductionRedis start(Path directory, String... options) throws IOException {
        Files.createDirectories(directory);
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var line = new ArrayList<>(List.of(
                RedisPrograms.find(Optional.empty(), STATE).server(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--enable-debug-command",
                "yes",
                "--save",
                ""));
        line.addAll(List.of(options));
        var unprivileged = Unprivileged.onThisHost();
        unprivileged.own(directory);
        var process = GuardedProcess.start(unprivileged.command(line), directory.resolve("server.log"));
        var redis = new ProductionRedis(process, directory, port);
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(JedisException.class)
                .until(() -> {
                    try (var client = redis.client()) {
                        return client.ping().equals("PONG");
                    }
                });
        return redis;
    }

    public Jedis client() {
        return new Jedis("127.0.0.1", port);
    }

    /** Lets it save, and copies the file to where backups are. */
    public Path save(Path to) {
        try (var client = client()) {
            client.save();
            Files.createDirectories(to.getParent());
            return Files.copy(directory.resolve("dump.rdb"), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop("KILL", PATIENCE);
    }
}
