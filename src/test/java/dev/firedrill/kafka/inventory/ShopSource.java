package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.ProductionKafka;
import dev.firedrill.kafka.ShopEvents;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.process.GuardedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The shop's events in a production, and brokers over copies of its log directory. */
public final class ShopSource implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Runnable NEVER = () -> {};

    private final Path directory;
    private final ProductionKafka production;
    private final List<GuardedProcess> started = new ArrayList<>();

    public ShopSource() throws Exception {
        this.directory = Files.createDirectories(
                Path.of("target/test-kafka/" + UUID.randomUUID()).toAbsolutePath());
        this.production = ProductionKafka.start(Files.createDirectories(directory.resolve("production")));
        ShopEvents.into(production, Instant.now());
    }

    public ProductionKafka production() {
        return production;
    }

    public Path directory() {
        return directory;
    }

    public KafkaClients clients() {
        return KafkaClients.of(production.client());
    }

    public KafkaInventory inventory() {
        return new InventoryRecorder("events", clients(), List.of(), NEVER).record();
    }

    /** A broker of ours, empty, or over a copy of production's data once that is shut down. */
    public KafkaServer server(boolean copied) throws IOException {
        var own = Files.createDirectories(directory.resolve(UUID.randomUUID().toString()));
        var data = own.resolve("data");
        if (copied) {
            copy(production.data(), data);
        } else {
            KafkaServer.format(data, own.resolve("format"));
        }
        var server = KafkaServer.start(List.of(data), own.resolve("run"), true);
        started.add(server.process());
        if (!server.awaitReady(PATIENCE)) {
            throw new IllegalStateException(String.join("\n", server.log()));
        }
        return server;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    public static RestoredLog restored(KafkaServer server, Instant madeAt) {
        return new RestoredLog(KafkaClients.of(server.owner()), madeAt, Map.of(), "", NEVER);
    }

    public static Admin admin(KafkaServer server) {
        return Admin.create(server.owner());
    }

    public static KafkaProducer<byte[], byte[]> producer(KafkaServer server) {
        return new KafkaProducer<>(server.owner(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        production.close();
        started.forEach(process -> process.stop("KILL", PATIENCE));
    }
}
