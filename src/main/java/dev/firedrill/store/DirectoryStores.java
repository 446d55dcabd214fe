package dev.firedrill.store;

import dev.firedrill.config.BackupSource;
import java.util.Set;

/**
 * Stores of type {@code directory}.
 *
 * <pre>{@code backup: {type: directory, directory: /backup/app, checksums: SHA256SUMS}}</pre>
 */
public final class DirectoryStores implements ObjectStoreProvider {
    private static final String DIRECTORY = "directory";

    @Override
    public boolean opens(String type) {
        return type.equals(DIRECTORY);
    }

    @Override
    public Set<String> keys() {
        return Set.of(DIRECTORY);
    }

    @Override
    public ObjectStore open(BackupSource source) {
        return new DirectoryStore(source.path(DIRECTORY));
    }
}
