package dev.firedrill.redis;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;

/**
 * Backups of type {@code rdb}: files that Redis wrote by BGSAVE or SAVE, each of them one backup; or, of a cluster, the
 * files of all of its shards, as ElastiCache exports them.
 *
 * <pre>{@code
 * backup: {type: rdb, file: "/backup/sessions-*.rdb"}
 * backup: {type: rdb, file: "/backup/ecommerce-*.rdb", shards: 3}
 * }</pre>
 */
public final class RdbCatalog implements CatalogProvider {
    /** The engine's name in firedrill.yaml. */
    public static final String ENGINE = "redis";

    static final String TYPE = "rdb";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(ENGINE) && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        RdbSettings.of(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new RdbBackups(RdbSettings.of(source), system.name(), copy);
    }
}
