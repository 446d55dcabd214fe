package dev.firedrill.kafka.contents;

import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How a cluster is reached, to be read only.
 *
 * @param address {@code HOST:PORT}, several with commas between them
 * @param settings of clients, such as {@code security.protocol}; they are never printed
 */
public record KafkaClients(String address, Map<String, Object> settings) {
    /** After so long an answer is given up. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ADDRESS = "bootstrap.servers";
    private static final int LARGEST_FETCH = 4 << 20;

    static {
        ClientsLog.quieten();
    }

    public KafkaClients {
        settings = Map.copyOf(settings);
    }

    /** Clients with these properties, {@code bootstrap.servers} among them. */
    public static KafkaClients of(Map<String, Object> properties) {
        return new KafkaClients(String.valueOf(properties.get(ADDRESS)), properties);
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>(settings);
        properties.put(ADDRESS, address);
        properties.put("enable.metrics.push", false);
        properties.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        return properties;
    }

    /** Without its settings: there may be a password among them. */
    @Override
    public String toString() {
        return address;
    }

    /** A reader of bytes that belongs to no group, commits nothing and makes no topics. */
    public Consumer<byte[], byte[]> consumer(View view) {
        var properties = properties();
        properties.remove("group.id");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("allow.auto.create.topics", "false");
        properties.put("isolation.level", view.isolation());
        properties.put("max.partition.fetch.bytes", LARGEST_FETCH);
        properties.put("fetch.max.bytes", LARGEST_FETCH);
        properties.put("max.poll.records", 5_000);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Admin admin() {
        return Admin.create(properties());
    }

    /**
     * The answer to what was asked.
     *
     * @param what it is, for the message: {@code the topics}
     * @throws Inconclusive if there is none
     */
    public <T> T answer(String what, KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unanswered(what, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(what, e);
        }
    }

    /** It cannot be told. The address is named, the settings are not. */
    public Inconclusive unanswered(String what, Throwable cause) {
        var why = cause.getMessage() == null || !(cause instanceof KafkaException)
                ? cause.toString()
                : cause.getMessage();
        return new Inconclusive(
                "%s of the Kafka at %s cannot be read: %s\n  Remedy: see that it is up, and that these clients may DESCRIBE and READ"
                        .formatted(what, address, why),
                cause);
    }
}
