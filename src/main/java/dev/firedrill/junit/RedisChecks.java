package dev.firedrill.junit;

import dev.firedrill.backup.RecoveryTarget;
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

/**
 * What is checked of a restored Redis. Its content is compared where the inventory's own instant is asked for: any other
 * backup has other keys, and nothing could be told.
 */
final class RedisChecks {
    private RedisChecks() {}

    static List<BuiltInCheck> of(ProtectedSystem system, ListedRestore restore) {
        var checks = new ArrayList<BuiltInCheck>();
        checks.add(rule(restore, "redis-not-empty", "there are keys", RedisAssert::isNotEmpty));
        if (RedisRestore.isSharded(system.source(restore.copy()))) {
            checks.add(rule(restore, "redis-slots", "every slot is in one shard", RedisAssert::hasEachSlotInOneShard));
        }
        if (restore.at().equals(RecoveryTarget.INVENTORY)) {
            checks.add(new BuiltInCheck(
                    "inventory", "everything is as the inventory recorded it", restore.cadences(), it -> redis(it)
                            .matchesItsInventory()));
        }
        return checks;
    }

    private static BuiltInCheck rule(ListedRestore restore, String id, String title, Consumer<RedisAssert> rule) {
        return new BuiltInCheck(
                id,
                title,
                restore.cadences(),
                restoration -> rule.accept(redis(restoration).assertThat()));
    }

    private static RedisInstance redis(Restoration restoration) {
        if (restoration.instance().orElseThrow() instanceof RedisInstance redis) {
            return redis;
        }
        throw new Inconclusive(restoration.headline() + ": this is no Redis");
    }
}
