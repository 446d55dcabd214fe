package dev.firedrill.sample;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.redis.RdbCatalog;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Map;
import java.util.Set;

/**
 * The sessions of the embedded shop, in Redis, made together with it.
 *
 * <pre>{@code sessions: {engine: redis, backup: {type: sample}}}</pre>
 */
public final class SampleSessions implements CatalogProvider {
    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(RdbCatalog.ENGINE) && type.equals(SampleCatalog.TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(SampleCatalog.DIRECTORY));
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        if (!copy.isEmpty()) {
            throw new ConfigurationMistake(
                    source.place(), "the sample's sessions have no copy [" + copy + "]", "remove it from copies:");
        }
        var sample = SampleCatalog.shop(source).sample();
        var files = sample.directory().resolve(SessionStory.NAME).resolve("sessions-*.rdb");
        var saved = new BackupSource(source.place(), "rdb", Map.of("file", files.toString()), source.base());
        return new StoppedCatalog(
                new RdbCatalog().open(system, saved, copy), sample.facts().asOf());
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
