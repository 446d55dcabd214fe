package dev.firedrill.redis;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/**
 * An empty Redis that may be written to, such as the sample's production. It saves when it is asked to, and is gone when it
 * is closed.
 *
 * <pre>{@code
 * try (var production = NewRedis.start(home, state); var client = production.connect()) {
 *     client.set("greeting", "hello");
 *     client.save();
 *     Files.copy(production.file(), backup);
 * }
 * }</pre>
 */
public final class NewRedis implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisServer server;
    private final Path data;

    private NewRedis(RedisServer server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * Starts one.
     *
     * @param home a directory of its own, which exists
     * @param state where the bundled program is unpacked
     * @throws Inconclusive if it does not start
     */
    public static NewRedis start(Path home, Path state) {
        var data = home.resolve("data");
        try {
            Files.createDirectory(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + data, e);
        }
        var programs = RedisPrograms.find(Optional.empty(), state);
        var redis = new NewRedis(RedisServer.start(programs, data, home.resolve("run"), RedisLogin.owner()), data);
        if (!redis.server.awaitReady(PATIENCE)) {
            var log = String.join("\n  ", redis.server.log().lines());
            redis.close();
            throw new Inconclusive("an empty Redis did not start:\n  " + log);
        }
        return redis;
    }

    /** A new client, as a user that may write; the caller closes it. */
    public Jedis connect() {
        return new RedisAddress("127.0.0.1", server.port(), server.login().user())
                .connect(server.login().password(), PATIENCE);
    }

    /** Where it saves to. */
    public Path file() {
        return data.resolve(RedisServer.FILE);
    }

    @Override
    public void close() {
        server.process().end(Duration.ofSeconds(10));
    }
}
