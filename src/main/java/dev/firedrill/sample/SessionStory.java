package dev.firedrill.sample;

import static org.awaitility.Awaitility.await;

import dev.firedrill.process.Unprivileged;
import dev.firedrill.redis.NewRedis;
import dev.firedrill.redis.inventory.RedisRecorder;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import redis.clients.jedis.Jedis;

/** The shop's sessions: a real Redis with two RDB files saved from it, the newer one just before production stopped. */
final class SessionStory implements AutoCloseable {
    static final String NAME = "sessions";
    private static final int LATER_VISITORS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Path backups;
    private final NewRedis production;
    private final Jedis client;

    private SessionStory(Path home, Path backups, NewRedis production) {
        this.home = home;
        this.backups = backups;
        this.production = production;
        this.client = production.connect();
    }

    /**
     * Begins it: production runs, and is empty.
     *
     * @param sample holds the backups of the shop; those of the sessions get a directory of their own in it
     */
    static SessionStory begin(Path sample, Path state) throws IOException {
        var home = sample.resolve("production-of-" + NAME);
        var backups = Files.createDirectories(sample.resolve(NAME));
        OwnedDirectory.create(home);
        Unprivileged.onThisHost().own(home);
        return new SessionStory(home, backups, NewRedis.start(home, state));
    }

    /** History, and the first backup. */
    void load(Instant base) {
        new SessionData(client, base).load();
        backUp("sessions-1.rdb");
    }

    /** A few more visitors, the last backup, and its inventory. What comes after it is lost. */
    void end(Instant base) {
        new SessionData(client, base).laterVisitors(LATER_VISITORS);
        backUp("sessions-2.rdb");
        new RedisRecorder(NAME, List.of(production::connect), PATIENCE)
                .record()
                .write(backups.resolveSibling(SamplePart.inventoryOf(NAME)));
        client.set("lost", "never saved");
    }

    /** In the background: of a SAVE, Redis does not tell when it began. */
    private void backUp(String name) {
        client.bgsave();
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> client.info("persistence").contains("rdb_bgsave_in_progress:0"));
        try {
            Files.copy(production.file(), backups.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save the sample's " + name, e);
        }
    }

    @Override
    public void close() {
        client.close();
        production.close();
        OwnedDirectory.remove(home);
    }
}
