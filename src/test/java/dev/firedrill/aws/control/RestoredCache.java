package dev.firedrill.aws.control;

import static org.awaitility.Awaitility.await;

import dev.firedrill.process.Unprivileged;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** The engines of one replication group: a Redis for each shard, joined to a cluster where cluster mode is on. */
final class RestoredCache implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private final CacheWish wish;
    private final List<RestoredRedis> shards = new ArrayList<>();

    private RestoredCache(Path directory, CacheWish wish) {
        this.directory = directory;
        this.wish = wish;
    }

    /**
     * Restores and starts it.
     *
     * @throws IllegalStateException with a server's log, if it does not come up
     */
    static RestoredCache start(Path program, CacheWish wish, Path directory) {
        Unprivileged.onThisHost().own(OwnedDirectory.create(directory));
        var cache = new RestoredCache(directory, wish);
        try {
            for (int i = 0; i < wish.files().size(); i++) {
                var place = directory.resolve("shard" + i);
                cache.shards.add(RestoredRedis.start(program, wish.files().get(i), wish, place));
            }
            cache.shards.forEach(RestoredCache::awaitLoaded);
            if (wish.cluster()) {
                cache.join();
            }
            return cache;
        } catch (IOException e) {
            cache.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            cache.close();
            throw e;
        }
    }

    private static void awaitLoaded(RestoredRedis shard) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> !shard.isAlive() || answers(shard));
        if (!shard.isAlive()) {
            throw new IllegalStateException("the restored server did not start:\n" + shard.log());
        }
    }

    private static boolean answers(RestoredRedis shard) {
        try (var client = shard.connect()) {
            return client.info("persistence").contains("\nloading:0");
        } catch (JedisException e) {
            return false;
        }
    }

    private void join() {
        for (int i = 0; i < shards.size(); i++) {
            try (var client = shards.get(i).connect()) {
                // Slots that have keys are its own since it loaded them; the others are still nobody's.
                addSlots(client, wish.slots(i));
                for (var other : shards) {
                    client.sendCommand(
                            Protocol.Command.CLUSTER,
                            "MEET",
                            "127.0.0.1",
                            Integer.toString(other.port()),
                            Integer.toString(other.busPort()));
                }
            }
        }
        shards.forEach(RestoredCache::awaitJoined);
    }

    private static void addSlots(Jedis client, String slots) {
        int from = Integer.parseInt(slots.split("-")[0]);
        int to = Integer.parseInt(slots.split("-")[1]);
        var own = new boolean[to + 1];
        var id = client.clusterMyId();
        client.clusterNodes()
                .lines()
                .filter(line -> line.startsWith(id))
                .flatMap(line -> List.of(line.split(" ")).stream().skip(8))
                .forEach(range -> mark(range, own));
        for (int slot = from; slot <= to; slot++) {
            if (!own[slot]) {
                client.clusterAddSlots(slot);
            }
        }
    }

    private static void mark(String range, boolean[] own) {
        var ends = range.split("-");
        int last = Integer.parseInt(ends[ends.length - 1]);
        for (int slot = Integer.parseInt(ends[0]); slot <= last && slot < own.length; slot++) {
            own[slot] = true;
        }
    }

    private static void awaitJoined(RestoredRedis shard) {
        try (var client = shard.connect()) {
            await().pollInSameThread()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() -> client.clusterInfo().contains("cluster_state:ok"));
        }
    }

    List<Integer> ports() {
        return shards.stream().map(RestoredRedis::port).toList();
    }

    @Override
    public void close() {
        shards.forEach(RestoredRedis::stop);
        OwnedDirectory.remove(directory);
    }
}
