package dev.firedrill.aws.rds;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
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
        if (!system.platform().equals("aws")) {
            throw new ConfigurationMistake(
                    system.place(),
                    "backups of type [rds] are restored by platform [aws] alone, and it asks for [" + system.platform()
                            + "]",
                    "add platform: aws, and place:");
        }
        return new RdsCatalog(RdsSource.of(source), system, copy);
    }
}
