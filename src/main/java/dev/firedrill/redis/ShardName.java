package dev.firedrill.redis;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What ElastiCache calls the files of its exports: {@code NAME-0001.rdb}, {@code NAME-0002.rdb}. Numbers may be missing
 * where shards were removed.
 *
 * @param backup the name before the number, with its directory
 * @param shard the number, as it is written
 */
record ShardName(Path backup, String shard) {
    private static final Pattern NAME = Pattern.compile("(.+)-([0-9]{4})\\.[^.]+");

    static Optional<ShardName> of(Path file) {
        var matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Optional.of(new ShardName(file.resolveSibling(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }
}
