package dev.firedrill.objects;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import dev.firedrill.store.ObjectStores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores of engine {@code objects}. What lies in one now is one backup, called after its list.
 *
 * <pre>{@code
 * archive: {engine: objects, backup: {type: directory, directory: /backup/app, checksums: SHA256SUMS, budget: 50GB}}
 * }</pre>
 */
public final class ObjectsCatalog implements CatalogProvider {
    /** The engine's name in firedrill.yaml. */
    public static final String ENGINE = "objects";

    private final ObjectStores stores = ObjectStores.installed();

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals(ENGINE) && stores.find(type).isPresent();
    }

    @Override
    public void validate(BackupSource source) {
        var provider = stores.of(source);
        ObjectsSettings.of(source, provider);
        provider.open(source);
    }

    @Override
    public void prepare(ProtectedSystem system, BackupSource source) {
        stores.of(source).prepare(source);
    }

    @Override
    public boolean isPrepared(ProtectedSystem system, BackupSource source) {
        return stores.of(source).isPrepared(source);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        var provider = stores.of(source);
        var settings = ObjectsSettings.of(source, provider);
        var fixed = system.asOf().or(() -> provider.asOf(source));
        var snapshot = new StoreSnapshot(provider.open(source), settings.checksums(), system.name(), copy, fixed);
        return new Whole(snapshot, fixed);
    }

    /** There is one backup, and it is of its own moment. */
    private record Whole(StoreSnapshot snapshot, Optional<Instant> fixed) implements BackupCatalog {
        @Override
        public List<Backup> backups() {
            return List.of(snapshot.backup());
        }

        @Override
        public boolean reaches(Backup backup, RecoveryTarget target) {
            return target instanceof RecoveryTarget.Latest;
        }

        /** Counted from after the listing: what was written while it was listed is not of the future. */
        @Override
        public Optional<Instant> asOf() {
            return fixed.or(() -> Optional.of(snapshot.takenAt()));
        }
    }
}
