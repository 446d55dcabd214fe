package dev.firedrill.sample;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Backups of type {@code sample}: those of the embedded shop, made when they are first asked for. Its copy is called
 * {@code dr}, and lags.
 *
 * <pre>{@code shop: {engine: postgresql, backup: {type: sample}, copies: {dr: {}}}}</pre>
 */
public final class SampleCatalog implements CatalogProvider {
    /** The type of its backups, for every engine. */
    static final String TYPE = "sample";

    static final String DIRECTORY = "directory";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(DIRECTORY));
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        if (!Set.of("", Sample.DR).contains(copy)) {
            throw new ConfigurationMistake(
                    source.place(), "the sample has no copy [" + copy + "]; it has [dr]", "call the copy dr");
        }
        var sample = shop(source).sample();
        return new StoppedCatalog(
                sample.catalog(system.name(), copy), sample.facts().asOf());
    }

    @Override
    public void prepare(ProtectedSystem system, BackupSource source) {
        shop(source).sample();
    }

    @Override
    public boolean isPrepared(ProtectedSystem system, BackupSource source) {
        return shop(source).isComplete();
    }

    /** Unless the configuration names another one. */
    @Override
    public Optional<Path> inventory(ProtectedSystem system, BackupSource source) {
        return CatalogProvider.super
                .inventory(system, source)
                .or(() -> Optional.of(directory(source).resolve(Sample.INVENTORY)));
    }

    static SampleShop shop(BackupSource source) {
        return new SampleShop(
                directory(source), SampleRows.wanted(), source.base().resolve(".firedrill"));
    }

    /** A sample of another size has a directory of its own, so that neither is taken for the other. */
    static Path directory(BackupSource source) {
        int rows = SampleRows.wanted();
        var usual = source.value(DIRECTORY).orElse("target/sample");
        return source.base()
                .resolve(rows == SampleRows.USUAL ? usual : usual + "-" + rows)
                .normalize();
    }
}
