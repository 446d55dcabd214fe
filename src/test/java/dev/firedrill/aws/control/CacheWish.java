package dev.firedrill.aws.control;

import java.nio.file.Path;
import java.util.List;

/**
 * What a cache is restored into.
 *
 * @param files RDB files, one for each shard
 * @param token what clients must say; null for nothing
 */
record CacheWish(List<Path> files, boolean cluster, boolean tls, String token) {
    private static final int SLOTS = 16_384;

    /** The slots of a shard, such as {@code 0-5461}. */
    String slots(int shard) {
        int size = (SLOTS + files.size() - 1) / files.size();
        return shard * size + "-" + (Math.min(SLOTS, (shard + 1) * size) - 1);
    }
}
