package dev.firedrill.sample;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.redis.RdbCatalog;
import dev.firedrill.restore.BackupCatalog;
import java.nio.file.Path;

/**
 * The sessions of the embedded shop, in Redis, made together with it.
 *
 * <pre>{@code sessions: {engine: redis, backup: {type: sample}}}</pre>
 */
public final class SampleSessions extends SamplePart {
    public SampleSessions() {
        super(RdbCatalog.ENGINE, SessionStory.NAME);
    }

    @Override
    BackupCatalog backups(ProtectedSystem system, BackupSource source, String copy, Path directory) {
        return new RdbCatalog().open(system, source(source, "rdb", "file", directory.resolve("sessions-*.rdb")), copy);
    }
}
