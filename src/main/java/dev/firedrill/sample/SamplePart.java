package dev.firedrill.sample;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Backups of type {@code sample} of what the embedded shop has beside its database. A copy of them is the same, read otherwise. */
abstract class SamplePart implements CatalogProvider {
    /** How its engine reads them: into a server, or where they lie. */
    private static final String DEPTH = "depth";

    private final String engine;
    private final String name;

    /**
     * @param engine as firedrill.yaml calls it
     * @param name of its directory in the sample's
     */
    SamplePart(String engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    /** Where its inventory lies in the sample's directory. */
    static String inventoryOf(String name) {
        return name + "-inventory.json";
    }

    /** The backups in a directory, as the engine's own type lists them. */
    abstract BackupCatalog backups(ProtectedSystem system, BackupSource source, String copy, Path directory);

    static BackupSource source(BackupSource sample, String type, String key, Path pattern) {
        return new BackupSource(sample.place(), type, Map.of(key, pattern.toString()), sample.base());
    }

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(this.engine) && type.equals(SampleCatalog.TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(SampleCatalog.DIRECTORY, DEPTH));
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        if (!copy.isEmpty() && source.value(DEPTH).isEmpty()) {
            throw new ConfigurationMistake(
                    source.place(), "the sample's " + name + " have no copy [" + copy + "]", "remove it from copies:");
        }
        var sample = SampleCatalog.shop(source).sample();
        return new StoppedCatalog(
                backups(system, source, copy, sample.directory().resolve(name)),
                sample.facts().asOf());
    }

    @Override
    public void prepare(ProtectedSystem system, BackupSource source) {
        SampleCatalog.shop(source).sample();
    }

    @Override
    public boolean isPrepared(ProtectedSystem system, BackupSource source) {
        return SampleCatalog.shop(source).isComplete();
    }

    /** Unless the configuration names another one. */
    @Override
    public Optional<Path> inventory(ProtectedSystem system, BackupSource source) {
        return CatalogProvider.super
                .inventory(system, source)
                .or(() -> Optional.of(SampleCatalog.directory(source).resolve(inventoryOf(name))));
    }
}
