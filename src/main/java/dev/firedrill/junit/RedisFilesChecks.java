package dev.firedrill.junit;

import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.redis.RdbCatalog;
import dev.firedrill.redis.RedisFiles;
import dev.firedrill.redis.RedisRestore;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;

/** What is checked of files of Redis that are read in place. A restore time and a loss cannot be told of them. */
final class RedisFilesChecks {
    private RedisFilesChecks() {}

    static boolean serve(ProtectedSystem system, ListedRestore restore) {
        return system.engine().equals(RdbCatalog.ENGINE) && RedisRestore.readsFilesOnly(system.source(restore.copy()));
    }

    static List<BuiltInCheck> of(ListedRestore restore) {
        var cadences = restore.cadences();
        return List.of(
                new BuiltInCheck("redis-file-sound", "the files are sound", cadences, it -> it.assertThat()
                        .isRestored()),
                new BuiltInCheck("redis-file-not-empty", "there are keys in the files", cadences, it -> files(it)
                        .assertThat()
                        .isNotEmpty()),
                new BuiltInCheck("backup-age", "age of the newest backup", cadences, it -> it.assertThat()
                        .hasRecentBackup()));
    }

    private static RedisFiles files(Restoration restoration) {
        if (restoration.instance().orElseThrow() instanceof RedisFiles files) {
            return files;
        }
        throw new Inconclusive(restoration.headline() + ": these are no files of Redis");
    }
}
