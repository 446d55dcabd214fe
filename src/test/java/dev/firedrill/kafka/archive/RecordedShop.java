package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ProductionKafka;
import dev.firedrill.kafka.ShopEvents;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.inventory.InventoryRecorder;
import dev.firedrill.kafka.inventory.KafkaInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The small shop's events as an inventory, an export, and a copy of its log directory, in this order, made once for all tests
 * of a JVM: no test writes into them.
 *
 * @param logs the log directory of the production, which was shut down
 */
public record RecordedShop(Path home, KafkaInventory inventory, Path export, Path logs) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Runnable NEVER = () -> {};
    private static RecordedShop made;

    /** Made when it is asked for first. */
    public static synchronized RecordedShop get() {
        if (made == null) {
            try {
                made = make();
            } catch (Exception e) {
                throw new IllegalStateException("the production of Kafka cannot be made", e);
            }
        }
        return made;
    }

    private static RecordedShop make() throws Exception {
        var place = Files.createDirectories(Path.of("target/test-kafka").toAbsolutePath());
        var home = Files.createTempDirectory(place, "recorded");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
        var export = home.resolve("export");
        KafkaInventory inventory;
        var production = ProductionKafka.start(Files.createDirectories(home.resolve("production")));
        try (production) {
            ShopEvents.into(production, Instant.now());
            var clients = KafkaClients.of(production.client());
            inventory = new InventoryRecorder("events", clients, List.of(), NEVER).record();
            new ExportWriter(clients, List.of(), NEVER).write(export);
        }
        return new RecordedShop(home, inventory, export, production.data());
    }

    private static void delete(Path home) {
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // What is left lies under target.
            return;
        }
    }

    /** A broker of ours over a copy of the log directory, or an empty one. The caller ends its process. */
    public static KafkaServer broker(Path directory, boolean empty) {
        var data = directory.resolve("data");
        if (empty) {
            KafkaServer.format(data);
        } else {
            PlantedKafka.copyOf(get().logs(), data);
        }
        var server = KafkaServer.start(List.of(data), directory.resolve("run"), true);
        if (!server.awaitReady(PATIENCE)) {
            throw new IllegalStateException(String.join("\n", server.log()));
        }
        return server;
    }

    /** Ends it. */
    public static void end(KafkaServer server) {
        server.process().stop("KILL", PATIENCE);
    }
}
