package dev.firedrill.store;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The types of stores that are on the class path. */
public record ObjectStores(List<ObjectStoreProvider> providers) {
    /** Those that {@link ServiceLoader} finds. */
    public static ObjectStores installed() {
        return new ObjectStores(ServiceLoader.load(ObjectStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    public Optional<ObjectStoreProvider> find(String type) {
        return providers.stream().filter(provider -> provider.opens(type)).findFirst();
    }

    /** @throws ConfigurationMistake if no store of its type can be opened */
    public ObjectStoreProvider of(BackupSource source) {
        return find(source.type())
                .orElseThrow(() -> new ConfigurationMistake(
                        source.place(),
                        "stores of type [" + source.type() + "] cannot be read",
                        "use a type that this version reads; README lists them"));
    }
}
