package dev.firedrill.aws.rds;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;

/** Reads backups of RDS for PostgreSQL: {@code backup: {type: rds, instance: orders-prod, region: us-east-1}}. */
public final class RdsCatalogProvider implements CatalogProvider {
    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals(RdsSource.TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        RdsSource.of(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new RdsCatalog(RdsSource.of(source), system, copy);
    }
}
