package dev.firedrill.objects;

import dev.firedrill.config.BackupSource;
import dev.firedrill.restore.Deadline;
import dev.firedrill.store.DirectoryStores;
import dev.firedrill.store.ObjectStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Reads a store whole, as the daily check does; for benchmarks. */
public final class InspectedDirectory {
    private InspectedDirectory() {}

    /**
     * @param memory is made anew
     * @throws IllegalStateException if an object is not intact
     */
    public static void read(Path directory, Path memory) throws IOException {
        var keys = Map.of("directory", directory.toString());
        read(
                new DirectoryStores(),
                new BackupSource("benchmark", "directory", keys, directory.toAbsolutePath()),
                memory);
    }

    /** The same of any store. */
    public static void read(ObjectStoreProvider stores, BackupSource source, Path memory) throws IOException {
        Files.deleteIfExists(memory);
        var settings = ObjectsSettings.of(source, stores);
        try (var store = stores.open(source)) {
            var list = new ListPlace(store, settings.checksums()).read().list();
            var found = new StoreInspector(
                            store,
                            settings,
                            memory,
                            Deadline.in(Duration.ofHours(1)),
                            Instant.now(),
                            line -> {},
                            System.out::println)
                    .inspect(list);
            if (found.faults().count(Fault.values()) > 0 || !found.read().whole()) {
                throw new IllegalStateException(found.faults().text(Fault.values()));
            }
        }
    }
}
