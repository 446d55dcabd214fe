package dev.firedrill.redis;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.FileDepth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import dev.firedrill.store.PathPattern;
import java.util.Set;

/**
 * Backups of type {@code aof}: copies of append-only logs, each of them one backup. Since 7.0 a log is a directory with a
 * manifest; before it was one file.
 *
 * <pre>{@code
 * backup: {type: aof, directory: "/backup/redis-*}{@code /appendonlydir"}
 * backup: {type: aof, file: "/backup/appendonly-*.aof"}
 * }</pre>
 */
public final class AofCatalog implements CatalogProvider {
    /** The type of backup that it reads. */
    public static final String TYPE = "aof";

    private static final String DIRECTORY = "directory";
    private static final String FILE = "file";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(RdbCatalog.ENGINE) && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(DIRECTORY, FILE, FileDepth.KEY));
        FileDepth.of(source);
        pattern(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new AofBackups(pattern(source), system.name(), copy);
    }

    private static PathPattern pattern(BackupSource source) {
        if (source.value(FILE).isEmpty()) {
            return PathPattern.of(source, DIRECTORY, "/backup/redis-*/appendonlydir");
        }
        if (source.value(DIRECTORY).isPresent()) {
            throw new ConfigurationMistake(
                    source.place(),
                    "both directory: and file: are given, but a log is one or the other",
                    "give directory: for logs of Redis 7.0 or newer, file: for older ones");
        }
        return PathPattern.of(source, FILE, "/backup/appendonly-*.aof");
    }
}
