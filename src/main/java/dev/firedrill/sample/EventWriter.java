package dev.firedrill.sample;

import dev.firedrill.verdict.Inconclusive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes events. One that was not taken is told at the next flush, or when it is closed. */
final class EventWriter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> refused = new AtomicReference<>();

    EventWriter(Map<String, Object> client) {
        this(client, Map.of());
    }

    /** One that writes in transactions. */
    EventWriter(Map<String, Object> client, String transactionalId) {
        this(client, Map.of("transactional.id", transactionalId));
        producer.initTransactions();
    }

    private EventWriter(Map<String, Object> client, Map<String, Object> more) {
        var properties = new HashMap<>(client);
        properties.put("acks", "all");
        properties.put("linger.ms", 20);
        properties.putAll(more);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param at in milliseconds since 1970 */
    void send(String topic, int partition, long at, byte[] key, byte[] value, List<Header> headers) {
        producer.send(new ProducerRecord<>(topic, partition, at, key, value, headers), (place, failure) -> {
            if (failure != null) {
                refused.compareAndSet(null, failure);
            }
        });
    }

    void begin() {
        producer.beginTransaction();
    }

    /** @param commits whether the transaction counts; else it is aborted, and its records stay */
    void end(boolean commits) {
        flush();
        if (commits) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private void flush() {
        try {
            producer.flush();
        } catch (KafkaException e) {
            refused.compareAndSet(null, e);
        }
        if (refused.get() != null) {
            throw new Inconclusive(
                    "the sample's Kafka did not take an event: " + refused.get().getMessage(), refused.get());
        }
    }

    @Override
    public void close() {
        try {
            flush();
        } finally {
            producer.close();
        }
    }
}
