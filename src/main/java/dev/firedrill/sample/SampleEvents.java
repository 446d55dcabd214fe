package dev.firedrill.sample;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.LogDirsCatalog;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Map;
import java.util.Set;

/**
 * The events of the embedded shop, in Kafka, made together with it.
 *
 * <pre>{@code events: {engine: kafka, backup: {type: sample}}}</pre>
 */
public final class SampleEvents implements CatalogProvider {
    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(LogDirsCatalog.ENGINE) && type.equals(SampleCatalog.TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(SampleCatalog.DIRECTORY));
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        if (!copy.isEmpty()) {
            throw new ConfigurationMistake(
                    source.place(), "the sample's events have no copy [" + copy + "]", "remove it from copies:");
        }
        var sample = SampleCatalog.shop(source).sample();
        var copies = sample.directory().resolve(EventStory.NAME).resolve("events-*");
        var cold = new BackupSource(
                source.place(), LogDirsCatalog.TYPE, Map.of("directory", copies.toString()), source.base());
        return new StoppedCatalog(
                new LogDirsCatalog().open(system, cold, copy), sample.facts().asOf());
    }

    @Override
    public void prepare(ProtectedSystem system, BackupSource source) {
        SampleCatalog.shop(source).sample();
    }

    @Override
    public boolean isPrepared(ProtectedSystem system, BackupSource source) {
        return SampleCatalog.shop(source).isComplete();
    }
}
