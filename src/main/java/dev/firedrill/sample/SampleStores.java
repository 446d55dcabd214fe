package dev.firedrill.sample;

import dev.firedrill.config.BackupSource;
import dev.firedrill.store.DirectoryStore;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.ObjectStoreProvider;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The store of files of the embedded shop, made together with it.
 *
 * <pre>{@code shop-files: {engine: objects, backup: {type: sample}}}</pre>
 */
public final class SampleStores implements ObjectStoreProvider {
    @Override
    public boolean opens(String type) {
        return type.equals("sample");
    }

    @Override
    public Set<String> keys() {
        return Set.of(SampleCatalog.DIRECTORY);
    }

    @Override
    public ObjectStore open(BackupSource source) {
        return new DirectoryStore(SampleCatalog.directory(source).resolve(SampleStore.NAME));
    }

    @Override
    public void prepare(BackupSource source) {
        SampleCatalog.shop(source).sample();
    }

    @Override
    public boolean isPrepared(BackupSource source) {
        return SampleCatalog.shop(source).isComplete();
    }

    @Override
    public Optional<Instant> asOf(BackupSource source) {
        return Optional.of(SampleCatalog.shop(source).sample().facts().asOf());
    }
}
