package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.RestoreOrder;
import java.util.List;
import java.util.ServiceLoader;

/** The readers of physical backups that are on the class path. */
public final class BackupReaders {
    private final List<BackupReader> readers;

    private BackupReaders(List<BackupReader> readers) {
        this.readers = readers;
    }

    public static BackupReaders installed() {
        return new BackupReaders(ServiceLoader.load(BackupReader.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * Opens the backup of an order.
     *
     * @throws ConfigurationMistake if its type is not opened by any
     */
    public FoundBackup open(RestoreOrder order) {
        var type = order.source().type();
        return readers.stream()
                .filter(reader -> reader.reads(type))
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        order.source().place(),
                        "backups of type [" + type + "] cannot be restored here",
                        "use a type that this version restores; README lists them"))
                .open(order);
    }
}
