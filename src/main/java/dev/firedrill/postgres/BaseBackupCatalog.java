package dev.firedrill.postgres;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Set;

/**
 * Backups of type {@code base-backup}: what {@code pg_basebackup} leaves in plain format, and the WAL archive beside it.
 *
 * <pre>{@code backup: {type: base-backup, directory: /backup/crm, wal: /backup/crm-wal}}</pre>
 *
 * The directory is one base backup, or holds several in directories of their own.
 */
public final class BaseBackupCatalog implements CatalogProvider {
    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals("base-backup");
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of("directory", "wal"));
        source.path("directory");
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        var wal = source.value("wal").map(text -> source.path("wal"));
        return new BaseBackupDirectory(source.path("directory"), wal, system.name(), copy);
    }
}
