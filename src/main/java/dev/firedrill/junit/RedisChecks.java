package dev.firedrill.junit;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;

/**
 * What is checked of a restored Redis. Its content is compared where the inventory's own instant is asked for: any other
 * backup has other keys, and nothing could be told.
 */
final class RedisChecks {
    private RedisChecks() {}

    static List<BuiltInCheck> of(ListedRestore restore) {
        var checks = new ArrayList<BuiltInCheck>();
        checks.add(new BuiltInCheck("redis-not-empty", "there are keys", restore.cadences(), it -> redis(it)
                .assertThat()
                .isNotEmpty()));
        if (restore.at().equals(RecoveryTarget.INVENTORY)) {
            checks.add(new BuiltInCheck(
                    "inventory", "everything is as the inventory recorded it", restore.cadences(), it -> redis(it)
                            .matchesItsInventory()));
        }
        return checks;
    }

    private static RedisInstance redis(Restoration restoration) {
        if (restoration.instance().orElseThrow() instanceof RedisInstance redis) {
            return redis;
        }
        throw new Inconclusive(restoration.headline() + ": this is no Redis");
    }
}
