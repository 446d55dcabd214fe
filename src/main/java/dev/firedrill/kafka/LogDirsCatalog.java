package dev.firedrill.kafka;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.FileDepth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import dev.firedrill.store.PathPattern;
import java.util.Set;

/**
 * Backups of type {@code log-dirs}: cold copies or volume snapshots of what {@code log.dirs} of a broker names, each of them
 * one backup. A copy of several log directories is a directory that holds them.
 *
 * <pre>{@code backup: {type: log-dirs, directory: "/backup/kafka-*"}}</pre>
 */
public final class LogDirsCatalog implements CatalogProvider {
    /** The engine's name in firedrill.yaml. */
    public static final String ENGINE = "kafka";

    /** The type's name in firedrill.yaml. */
    public static final String TYPE = "log-dirs";

    static final String DIRECTORY = "directory";
    /** The id that {@code meta.properties} must name. */
    static final String CLUSTER = "cluster";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(ENGINE) && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(DIRECTORY, CLUSTER, FileDepth.KEY));
        FileDepth.of(source);
        pattern(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new LogDirsBackups(pattern(source), system.name(), copy);
    }

    private static PathPattern pattern(BackupSource source) {
        return PathPattern.of(source, DIRECTORY, "/backup/kafka-*");
    }
}
