package dev.firedrill.matrix;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.local.PlantedRun;
import dev.firedrill.local.UnprivilegedRestore;
import dev.firedrill.redis.RedisInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** Puts one fault into fresh copies of sound backups of Redis, or into what firedrill.yaml says. */
@FunctionalInterface
interface RedisFault {
    void into(PlantedRedisBackup backup) throws Exception;

    /** How a trial comes by its copies. */
    @FunctionalInterface
    interface Copies {
        PlantedRedisBackup in(Path home) throws IOException;
    }

    /** Plants it, restores, and judges by all built-in rules. */
    default Trial on(Copies copies) {
        return (bench, home) -> {
            var backup = copies.in(home);
            var before = Map.copyOf(backup.keys());
            var traces = Traces.of(backup.backups());
            into(backup);
            if (before.equals(backup.keys())) {
                Traces.of(backup.backups()).requireOtherThan(traces);
            }
            return observed(judged(backup));
        };
    }

    /** Lets a user restore who may not read it. */
    static Trial unreadable(Copies copies) {
        return (bench, home) -> {
            var backup = copies.in(home);
            Files.setPosixFilePermissions(backup.newest(), PosixFilePermissions.fromString("---------"));
            var message = UnprivilegedRestore.of(home, backup.keys().get("backup"));
            Files.setPosixFilePermissions(backup.newest(), PosixFilePermissions.fromString("rwx------"));
            return observed(RedisJudgement.ofWords(message));
        };
    }

    private static Observation observed(Found found) {
        return new Observation(found, Wording.ofMessage(found.message(), Map.of()), ForeignSays.NOT_FOR_THEM);
    }

    /** What is said of it. */
    static Found judged(PlantedRedisBackup backup) throws IOException {
        var run = PlantedRun.of("redis", backup.home(), backup.keys().get("backup"), backup.backups());
        backup.keys().forEach(run::with);
        try (run) {
            var restoration = run.restore();
            restoration
                    .instance()
                    .filter(RedisInstance.class::isInstance)
                    .ifPresent(instance -> evaluate((RedisInstance) instance));
            return RedisJudgement.of(restoration);
        } catch (ConfigurationMistake mistake) {
            return Judgement.of(mistake);
        }
    }

    /** What each rule found is in the restoration, whether it throws or not. Rules of an inventory find their place here. */
    private static void evaluate(RedisInstance redis) {
        Assertions.catchThrowable(() -> redis.assertThat().isNotEmpty());
        if (redis.shards() > 1) {
            Assertions.catchThrowable(() -> redis.assertThat().hasEachSlotInOneShard());
        }
    }
}
