package dev.firedrill.redis;

import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Proves that a server loaded all files of a log, and that none of its commands was refused. */
record LoadedLog(AofFiles files, RedisServer server, RestoreOrder order) {
    private static final Pattern REFUSED = Pattern.compile("(?m)^unexpected_error_replies:([0-9]+)");
    private static final Pattern EXPIRED = Pattern.compile("(?m)^expired_keys:([0-9]+)");

    /** @param original for messages */
    RedisShard proven(Path original) {
        var said = server.log();
        for (var file : files.loaded()) {
            var name = file.getFileName().toString();
            if (!AofFiles.isEmpty(file) && !said.saysThatItLoaded(name)) {
                said.lines().forEach(order::note);
                throw new BackupUnusable("Redis started and did not say that it loaded " + name + " of " + original
                        + ": its keys may be missing");
            }
        }
        return counted(original);
    }

    private RedisShard counted(Path original) {
        try (var client = new RedisShard("", server, new RedisLog.Loaded(0, 0)).connect()) {
            var info = client.info("everything");
            long refused = number(info, REFUSED);
            if (refused > 0) {
                throw new BackupUnusable("%s: expecting Redis to carry out every command of it, but it refused %d"
                                .formatted(original, refused)
                        + String.join(
                                "",
                                server.log().critical().stream()
                                        .map("\n  "::concat)
                                        .toList()));
            }
            long keys = KeyCounts.parse(info).all();
            order.note("%,d keys loaded, %,d of them had expired"
                    .formatted(keys + number(info, EXPIRED), number(info, EXPIRED)));
            return new RedisShard("", server, new RedisLog.Loaded(keys + number(info, EXPIRED), 0));
        }
    }

    private static long number(String info, Pattern pattern) {
        var found = pattern.matcher(info);
        if (!found.find()) {
            throw new Inconclusive("Redis does not say " + pattern.pattern().replaceAll("[^a-z_]", ""));
        }
        return Long.parseLong(found.group(1));
    }
}
