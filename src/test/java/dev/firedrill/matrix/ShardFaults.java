package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;
import static dev.firedrill.matrix.Expected.warn;

import dev.firedrill.redis.MendedRdb;
import dev.firedrill.redis.PlantedRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/** Faults of the files of a cluster, one for each shard. */
final class ShardFaults {
    private final RedisSound sound;
    private final Category faults = new Category("shards");

    private ShardFaults(RedisSound sound) {
        this.sound = sound;
    }

    static Category category(RedisSound sound) {
        var category = new ShardFaults(sound);
        category.fault("a shard missing", fail(Layer.FILE), it -> Files.delete(shard(it, 2)));
        category.fault("a shard too many", fail(Layer.FILE), it -> Files.copy(shard(it, 2), shard(it, 4)));
        category.fault("all but one missing", fail(Layer.FILE), it -> {
            Files.delete(shard(it, 2));
            Files.delete(shard(it, 3));
        });
        category.fault(
                "a shard of another day",
                fail(Layer.FILE),
                it -> it.change(
                        shard(it, 2),
                        bytes -> MendedRdb.savedAt(bytes, Instant.now().minusSeconds(90_000))));
        category.fault("flip in a shard", fail(Layer.FILE), it -> it.flip(shard(it, 3), 400));
        category.fault(
                "a shard cut",
                fail(Layer.FILE),
                it -> it.change(shard(it, 3), bytes -> Arrays.copyOf(bytes, bytes.length / 2)));
        category.fault("a shard empty", fail(Layer.FILE), it -> Files.write(shard(it, 1), new byte[0]));
        category.fault(
                "a shard that holds nothing",
                fail(Layer.REDIS, "redis-not-empty"),
                it -> Files.write(shard(it, 3), Files.readAllBytes(it.sound().empty())));
        category.fault(
                "the file of another shard",
                fail(Layer.FILE),
                it -> Files.write(shard(it, 2), Files.readAllBytes(shard(it, 1))));
        category.fault(
                "a shard of another system",
                fail(Layer.REDIS, "redis-slots"),
                it -> Files.write(shard(it, 2), Files.readAllBytes(it.sound().file())));
        category.fault(
                "a shard without a checksum",
                warn(Layer.FILE, "host-rdb-checksum"),
                it -> it.change(shard(it, 2), bytes -> {
                    Arrays.fill(bytes, bytes.length - 8, bytes.length, (byte) 0);
                    return bytes;
                }));
        category.fault("shards that are not said to be some", inconclusive(Layer.SELECTION), it -> it.keys()
                .merge("backup", "", (backup, none) -> backup.replace(", shards: 3", "")));
        category.fault("a number of shards that is none", inconclusive(Layer.CONFIGURATION), it -> it.keys()
                .merge("backup", "", (backup, none) -> backup.replace("shards: 3", "shards: 0")));
        return category.faults;
    }

    private void fault(String what, Expected expected, RedisFault fault) {
        faults.trial(what, expected, fault.on(home -> copies(home, sound)));
    }

    private static Path shard(PlantedRedisBackup backup, int number) {
        return backup.file("ecommerce-000" + number + ".rdb");
    }

    static PlantedRedisBackup copies(Path home, RedisSound sound) {
        var shards = PlantedRedis.copy(sound.shards(), home.resolve("backups"));
        return PlantedRedisBackup.of(
                home, sound, shards, "{type: rdb, file: '" + shards.resolve("ecommerce-*.rdb") + "', shards: 3}");
    }
}
