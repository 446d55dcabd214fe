package dev.firedrill.junit;

import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.redis.RedisAssert;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.RedisRestore;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is checked of a restored Redis. */
final class RedisChecks {
    private RedisChecks() {}

    static List<BuiltInCheck> of(ProtectedSystem system, ListedRestore restore) {
        var checks = new ArrayList<BuiltInCheck>();
        checks.add(rule(restore, "redis-not-empty", "there are keys", RedisAssert::isNotEmpty));
        if (RedisRestore.isSharded(system.source(restore.copy()))) {
            checks.add(rule(restore, "redis-slots", "every slot is in one shard", RedisAssert::hasEachSlotInOneShard));
        }
        return checks;
    }

    private static BuiltInCheck rule(ListedRestore restore, String id, String title, Consumer<RedisAssert> rule) {
        return new BuiltInCheck(id, title, restore.cadences(), restoration -> rule.accept(redis(restoration)));
    }

    private static RedisAssert redis(Restoration restoration) {
        if (restoration.instance().orElseThrow() instanceof RedisInstance redis) {
            return redis.assertThat();
        }
        throw new Inconclusive(restoration.headline() + ": this is no Redis");
    }
}
