package dev.firedrill.kafka.archive;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import dev.firedrill.store.PathPattern;
import java.util.Set;

/**
 * Backups of type {@code export}: directories that {@code firedrill export} wrote, each of them one backup.
 *
 * <pre>{@code backup: {type: export, directory: "/backup/events-*"}}</pre>
 */
public final class ExportCatalog implements CatalogProvider {
    static final String TYPE = "export";
    private static final String ENGINE = "kafka";
    private static final String DIRECTORY = "directory";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(ENGINE) && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(DIRECTORY));
        pattern(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new ExportBackups(pattern(source), system.name(), copy);
    }

    private static PathPattern pattern(BackupSource source) {
        return PathPattern.of(source, DIRECTORY, "/backup/events-*");
    }
}
