package dev.firedrill.junit;

import dev.firedrill.config.ListedRestore;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;

/** What is checked of a restored Redis. */
final class RedisChecks {
    private RedisChecks() {}

    static List<BuiltInCheck> of(ListedRestore restore) {
        return List.of(
                new BuiltInCheck("redis-not-empty", "there are keys", restore.cadences(), RedisChecks::holdsKeys));
    }

    private static void holdsKeys(Restoration restoration) {
        if (!(restoration.instance().orElseThrow() instanceof RedisInstance redis)) {
            throw new Inconclusive(restoration.headline() + ": this is no Redis");
        }
        redis.assertThat().isNotEmpty();
    }
}
