package dev.firedrill.matrix;

import dev.firedrill.redis.PlantedRedis;
import dev.firedrill.redis.ProductionRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sound backups of Redis, made once; every trial has fresh copies of them. */
record RedisSound(Path file, Path careless, Path empty, Path log, Path shards) {
    static RedisSound in(Path home) throws IOException {
        return new RedisSound(
                saved(home, "whole", true),
                saved(home, "careless", true, "--rdbchecksum", "no"),
                saved(home, "empty", false),
                PlantedRedis.log(home.resolve("logged"), home.resolve("log"), "--aof-timestamp-enabled", "yes"),
                PlantedRedis.shards(home.resolve("sharded"), home.resolve("shards")));
    }

    private static Path saved(Path home, String name, boolean filled, String... options) throws IOException {
        try (var production = ProductionRedis.start(home.resolve(name), options);
                var client = production.client()) {
            if (filled) {
                PlantedRedis.fill(client);
            }
            return production.save(home.resolve(name + ".rdb"));
        }
    }

    /** A copy of the file, as the newest of a directory of backups. */
    static Path copied(Path file, Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.copy(file, directory.resolve("sessions-2.rdb"));
    }
}
