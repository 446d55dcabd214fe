package dev.firedrill.kafka.archive;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;

/**
 * Backups of type {@code s3-sink}: what Confluent's S3 sink wrote with its DefaultPartitioner, in JSON or as bytes.
 *
 * <pre>{@code backup: {type: s3-sink, directory: /backup/events, prefix: topics/}}</pre>
 */
public final class SinkCatalog implements CatalogProvider {
    static final String TYPE = "s3-sink";
    private static final String ENGINE = "kafka";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(ENGINE) && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        SinkSettings.of(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new SinkBackups(SinkSettings.of(source), system.name(), copy);
    }
}
