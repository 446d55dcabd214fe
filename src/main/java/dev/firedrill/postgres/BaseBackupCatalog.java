package dev.firedrill.postgres;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Set;

/**
 * Backups of type {@code base-backup}: what {@code pg_basebackup} leaves, in plain or in tar format, and the WAL archive
 * beside it.
 *
 * <pre>{@code backup: {type: base-backup, directory: /backup/crm, wal: /backup/crm-wal}}</pre>
 *
 * The directory is one base backup, or holds several in directories of their own. With {@code manifest: optional} those
 * that have no {@code backup_manifest} are restored, too; without it nothing was proven of their files.
 *
 * <p>Where backups in plain format have tablespaces in a directory that is neither in {@code directory} nor below it,
 * {@code tablespaces} names it: links are followed into no other.
 */
public final class BaseBackupCatalog implements CatalogProvider {
    static final String TABLESPACES = "tablespaces";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals("base-backup");
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of("directory", "wal", TABLESPACES, ManifestDemand.KEY));
        source.path("directory");
        ManifestDemand.validate(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        var wal = source.value("wal").map(text -> source.path("wal"));
        return new BaseBackupDirectory(
                source.path("directory"), wal, system.name(), copy, ManifestDemand.isOptional(source));
    }
}
