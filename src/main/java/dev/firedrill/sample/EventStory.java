package dev.firedrill.sample;

import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.inventory.InventoryRecorder;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.store.TreeCopy;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The shop's events: a real broker that is written to and shut down, an inventory, and a cold copy of its log directory. */
final class EventStory {
    static final String NAME = "events";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Path backups;

    /** @param sample holds the backups of the shop; those of the events get a directory of their own in it */
    EventStory(Path sample) {
        this.home = sample.resolve("production-of-" + NAME);
        this.backups = sample.resolve(NAME);
    }

    void play() {
        OwnedDirectory.create(home);
        Unprivileged.onThisHost().own(home);
        try {
            var data = home.resolve("data");
            KafkaServer.format(data);
            write(KafkaServer.start(List.of(data), home.resolve("run"), true));
            var backup = Files.createDirectories(backups.resolve("events-1"));
            TreeCopy.copy(data, backup, path -> true, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the sample's events", e);
        } finally {
            OwnedDirectory.remove(home);
        }
    }

    private void write(KafkaServer broker) {
        try {
            if (!broker.awaitReady(PATIENCE)) {
                throw new Inconclusive("the sample's Kafka did not start:\n  " + String.join("\n  ", broker.log()));
            }
            new EventData(broker.owner(), Instant.now()).load();
            new InventoryRecorder(NAME, KafkaClients.of(broker.owner()), List.of(), () -> {})
                    .record()
                    .write(backups.resolveSibling(SamplePart.inventoryOf(NAME)));
        } finally {
            broker.stop(PATIENCE);
        }
    }
}
