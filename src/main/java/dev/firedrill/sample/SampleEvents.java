package dev.firedrill.sample;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.LogDirsCatalog;
import dev.firedrill.restore.BackupCatalog;
import java.nio.file.Path;

/**
 * The events of the embedded shop, in Kafka, made together with it.
 *
 * <pre>{@code events: {engine: kafka, backup: {type: sample}}}</pre>
 */
public final class SampleEvents extends SamplePart {
    public SampleEvents() {
        super(LogDirsCatalog.ENGINE, EventStory.NAME);
    }

    @Override
    BackupCatalog backups(ProtectedSystem system, BackupSource source, String copy, Path directory) {
        return new LogDirsCatalog()
                .open(system, source(source, LogDirsCatalog.TYPE, "directory", directory.resolve("events-*")), copy);
    }
}
