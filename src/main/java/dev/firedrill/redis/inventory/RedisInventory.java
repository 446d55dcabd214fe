package dev.firedrill.redis.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a Redis must contain, recorded from the source at an exact instant: keys by database and type, digests of their
 * values, and when they expire. What was restored from a backup of that very instant is compared with it.
 *
 * <pre>{@code
 * @Monthly @Restore(value = "sessions", at = "inventory")
 * class SessionsContentCheck {
 *     @Test
 *     void everything_came_back(RedisInstance sessions, RedisInventory inventory) {
 *         assertThat(sessions).isIdenticalTo(inventory);
 *     }
 * }
 * }</pre>
 *
 * @see RedisRecorder
 */
public final class RedisInventory {
    private final String system;
    private final List<RedisOrigin> origins;
    private final SortedMap<Integer, DatabaseContent> databases;

    RedisInventory(String system, List<RedisOrigin> origins, SortedMap<Integer, DatabaseContent> databases) {
        this.system = system;
        this.origins = List.copyOf(origins);
        this.databases = new TreeMap<>(databases);
    }

    /**
     * Reads a file that {@code firedrill inventory} wrote.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it is missing, cannot be read, or was altered
     */
    public static RedisInventory read(Path file) {
        return RedisInventoryFile.read(file);
    }

    /**
     * Writes it, readable for this user alone; the file is there whole or not at all.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be written
     */
    public void write(Path file) {
        RedisInventoryFile.write(file, this);
    }

    /** The system that it was recorded for, as firedrill.yaml names it. */
    public String system() {
        return system;
    }

    /** Of which state it tells, for each server that was read. */
    public List<RedisOrigin> origins() {
        return origins;
    }

    SortedMap<Integer, DatabaseContent> databases() {
        return databases;
    }

    /** Numbers of the databases that hold keys. */
    public List<Integer> numbers() {
        return List.copyOf(databases.keySet());
    }

    /** All keys that were recorded. */
    public long keys() {
        return databases.values().stream().mapToLong(DatabaseContent::recorded).sum();
    }

    /** Those among them that expire. */
    public long expiringKeys() {
        return databases.values().stream().mapToLong(it -> it.expiring().size()).sum();
    }

    /** Keys whose time is not over at that moment, in milliseconds since 1970. */
    long keys(long moment) {
        return databases.values().stream().mapToLong(it -> it.keys(moment)).sum();
    }

    /** The instant as messages have it. */
    public String instant() {
        return origins.stream().map(RedisOrigin::instant).collect(Collectors.joining("; "));
    }
}
