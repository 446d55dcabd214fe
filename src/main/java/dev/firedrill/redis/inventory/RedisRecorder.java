package dev.firedrill.redis.inventory;

import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Records what a source contains, by reading it and nothing else, in a state that stands still: a replica whose replication
 * is stopped, or a server that nobody writes to; or no inventory at all.
 *
 * @see StillInstant
 */
public final class RedisRecorder {
    /** The first that tells by PEXPIRETIME when a key expires. */
    private static final int OLDEST = 7;

    private static final long PAUSE = Duration.ofMillis(200).toNanos();

    private final String system;
    private final List<Supplier<Jedis>> sources;
    private final Deadline deadline;

    /**
     * @param system the system that it is recorded for
     * @param sources its servers: one, or all shards; such as {@link RedisSource}s
     * @param wait how long it is tried again while the source does not stand still
     */
    public RedisRecorder(String system, List<? extends Supplier<Jedis>> sources, Duration wait) {
        this.system = system;
        this.sources = List.copyOf(sources);
        this.deadline = Deadline.in(wait);
    }

    /**
     * Reads the source.
     *
     * @throws Inconclusive if it does not stand still, or something of it cannot be read
     */
    public RedisInventory record() {
        var clients = new ArrayList<Jedis>();
        try {
            sources.forEach(source -> clients.add(source.get()));
            while (true) {
                var before = marks(clients);
                var inventory = before.stream().allMatch(StillInstant::canBegin)
                        ? attempt(clients, before)
                        : Optional.<RedisInventory>empty();
                if (inventory.isPresent()) {
                    return inventory.get();
                }
                if (deadline.passed()) {
                    throw moving(before, marks(clients));
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (JedisException e) {
            throw unreadable(e);
        } finally {
            clients.forEach(Jedis::close);
        }
    }

    private List<ServerMarks> marks(List<Jedis> clients) {
        var marks = clients.stream().map(ServerMarks::of).toList();
        for (var server : marks) {
            if (server.majorVersion() < OLDEST) {
                throw new Inconclusive("no inventory: the source is Redis " + server.version()
                        + ", and 7.0 is the oldest that tells when keys expire"
                        + "\n  Remedy: record it on a replica of version 7.0 or newer");
            }
        }
        return marks;
    }

    /** Empty if the source did not stand still. */
    private Optional<RedisInventory> attempt(List<Jedis> clients, List<ServerMarks> before) {
        var databases = new TreeMap<Integer, DatabaseContent>();
        RuntimeException obstacle = null;
        try {
            read(clients, before, databases);
        } catch (JedisDataException | Inconclusive e) {
            obstacle = e;
        }
        var after = marks(clients);
        var origins = new ArrayList<RedisOrigin>();
        for (int i = 0; i < clients.size(); i++) {
            new StillInstant(before.get(i), after.get(i)).origin().ifPresent(origins::add);
        }
        if (origins.size() < clients.size()) {
            return Optional.empty();
        }
        if (obstacle != null) {
            throw obstacle;
        }
        return Optional.of(new RedisInventory(system, origins, databases));
    }

    private static void read(
            List<Jedis> clients, List<ServerMarks> before, SortedMap<Integer, DatabaseContent> databases) {
        var keys = new TreeMap<Integer, Long>();
        before.forEach(
                server -> server.stayingKeys().forEach((number, staying) -> keys.merge(number, staying, Long::sum)));
        keys.forEach((number, staying) -> {
            var content = DatabaseContent.in(Segments.forKeys(staying));
            clients.forEach(client -> KeyspaceScan.each(client, number, any -> true, content::add));
            databases.put(number, content);
        });
    }

    private Inconclusive moving(List<ServerMarks> before, List<ServerMarks> after) {
        var servers = new ArrayList<String>();
        for (int i = 0; i < sources.size(); i++) {
            var was = before.get(i);
            var is = after.get(i);
            servers.add("%s: %,d changes since its last save; offset %d, then %d%s"
                    .formatted(
                            sources.get(i),
                            is.changes(),
                            was.offset(),
                            is.offset(),
                            is.countsWrites() ? "" : " (without replicas it counts no writes)"));
        }
        return new Inconclusive("no inventory: the source did not stand still within "
                + deadline.allowed().toSeconds() + " s, so that no backup is known to hold what can be read: "
                + servers.stream().collect(Collectors.joining("; "))
                + "\n  Remedy: record it on a replica that was just synced and whose replication is stopped, or while nobody"
                + " writes, right after BGSAVE; --wait 10m waits longer for such a moment");
    }

    private Inconclusive unreadable(JedisException e) {
        var said = e.getMessage();
        boolean denied =
                said != null && (said.contains("NOPERM") || said.contains("NOAUTH") || said.contains("WRONGPASS"));
        return new Inconclusive(
                "no inventory: reading the source " + sources + ": " + said
                        + (denied
                                ? "\n  Remedy: the user must be able to read everything: ACL SETUSER auditor on >PASSWORD ~* -@all"
                                        + " +@read +@connection +info; its password comes from REDISCLI_AUTH"
                                : "\n  Remedy: see that it answers there, and that this host reaches it"),
                e);
    }
}
