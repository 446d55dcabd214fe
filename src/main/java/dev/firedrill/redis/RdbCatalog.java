package dev.firedrill.redis;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import dev.firedrill.store.PathPattern;
import java.util.Set;

/**
 * Backups of type {@code rdb}: files that Redis wrote by BGSAVE or SAVE, each of them one backup.
 *
 * <pre>{@code backup: {type: rdb, file: "/backup/sessions-*.rdb"}}</pre>
 */
public final class RdbCatalog implements CatalogProvider {
    /** The engine's name in firedrill.yaml. */
    public static final String ENGINE = "redis";

    static final String TYPE = "rdb";
    static final String FILE = "file";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(ENGINE) && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(FILE));
        pattern(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new RdbBackups(pattern(source), system.name(), copy);
    }

    private static PathPattern pattern(BackupSource source) {
        return PathPattern.of(source, FILE, "/backup/sessions-*.rdb");
    }
}
