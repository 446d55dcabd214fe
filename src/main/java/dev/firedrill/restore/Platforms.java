package dev.firedrill.restore;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The platforms and the readers of backups that are on the class path. */
public final class Platforms {
    private final List<Platform> platforms;
    private final List<CatalogProvider> providers;
    private final List<InventoryReader> inventories;

    public Platforms(List<Platform> platforms, List<CatalogProvider> providers, List<InventoryReader> inventories) {
        this.platforms = List.copyOf(platforms);
        this.providers = List.copyOf(providers);
        this.inventories = List.copyOf(inventories);
    }

    /** Those that {@link ServiceLoader} finds. */
    public static Platforms installed() {
        return new Platforms(all(Platform.class), all(CatalogProvider.class), all(InventoryReader.class));
    }

    private static <T> List<T> all(Class<T> type) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    Platform of(ProtectedSystem system) {
        return platforms.stream()
                .filter(platform -> platform.name().equals(system.platform()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        system.place(),
                        "system [" + system.name() + "] asks for platform [" + system.platform()
                                + "], which is not installed; installed are "
                                + platforms.stream().map(Platform::name).toList(),
                        "name one of these under platform:"));
    }

    Platform named(String name) {
        return platforms.stream()
                .filter(platform -> platform.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Sees that a system can be restored here at all, without reading a backup.
     *
     * @throws ConfigurationMistake if its platform is not installed or its backups cannot be read
     */
    public void requireSupport(ProtectedSystem system, String copy) {
        of(system).validate(system);
        var source = system.source(copy);
        provider(system, source).validate(source);
    }

    /**
     * Whether this host can restore a system at all, whatever its backup is.
     *
     * @param state Firedrill's state directory
     * @throws ConfigurationMistake if its platform is not installed
     */
    public List<HostFinding> examine(ProtectedSystem system, Path state) {
        return of(system).examine(system, state);
    }

    /** Whether there is something to be listed already; a sample is made by its first restore. */
    public boolean isPrepared(ProtectedSystem system, String copy) {
        var source = system.source(copy);
        return provider(system, source).isPrepared(system, source);
    }

    void prepare(ProtectedSystem system, String copy) {
        var source = system.source(copy);
        provider(system, source).prepare(system, source);
    }

    /**
     * The backups of a system, or those of a copy.
     *
     * @throws ConfigurationMistake if they are of a type that cannot be read
     */
    public BackupCatalog catalog(ProtectedSystem system, String copy) {
        var source = system.source(copy);
        var provider = provider(system, source);
        provider.validate(source);
        return provider.open(system, source, copy);
    }

    /**
     * The file that says what a system must contain; empty where there is none.
     *
     * @throws ConfigurationMistake if its backups are of a type that cannot be read
     */
    public Optional<Path> inventory(ProtectedSystem system) {
        return provider(system, system.backup()).inventory(system, system.backup());
    }

    /**
     * Where the inventory of a system was recorded, as a target of a restore.
     *
     * @throws ConfigurationMistake if the system has none, or its engine records none
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be read
     */
    RecoveryTarget inventoryTarget(ProtectedSystem system) {
        var file = inventory(system)
                .orElseThrow(() -> new ConfigurationMistake(
                        system.place(),
                        "the inventory of system [" + system.name() + "] is asked for, and it names none",
                        "add inventory: FILE to it, and record it: firedrill inventory " + system.name()));
        return inventories.stream()
                .filter(reader -> reader.reads(system.engine()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        system.place(),
                        "inventories of engine [" + system.engine() + "] are not recorded yet",
                        "ask for another recovery target"))
                .target(file);
    }

    private CatalogProvider provider(ProtectedSystem system, BackupSource source) {
        return providers.stream()
                .filter(provider -> provider.reads(system.engine(), source.type()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        source.place(),
                        "backups of type [%s] of engine [%s] cannot be read".formatted(source.type(), system.engine()),
                        "use a type that this version reads; README lists them"));
    }
}
