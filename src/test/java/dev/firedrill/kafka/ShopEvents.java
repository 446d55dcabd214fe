package dev.firedrill.kafka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;

/**
 * What a small shop has in its Kafka: {@code orders} in several segments, {@code customers} compacted, {@code payments} with
 * transactions of which some were aborted, {@code audit} with headers, null keys and tombstones, and a consumer group.
 */
public final class ShopEvents {
    public static final int ORDERS = 3_000;
    public static final int PARTITIONS = 3;
    public static final String GROUP = "billing";

    /** The first record is older than what the topic keeps. */
    public static final Duration SPAN = Duration.ofDays(10);

    private final ProductionKafka kafka;
    private final Instant now;

    private ShopEvents(ProductionKafka kafka, Instant now) {
        this.kafka = kafka;
        this.now = now;
    }

    /** Writes them all; the newest record is of {@code now}. */
    public static void into(ProductionKafka kafka, Instant now) throws Exception {
        var events = new ShopEvents(kafka, now);
        events.createTopics();
        try (var producer = kafka.producer(Map.of())) {
            events.orders(producer);
            events.customers(producer);
            events.audit(producer);
        }
        events.payments();
        events.commit();
    }

    private void createTopics() throws Exception {
        var keep = Map.of("retention.ms", "-1");
        try (var admin = kafka.admin()) {
            admin.createTopics(List.of(
                            new NewTopic("orders", PARTITIONS, (short) 1)
                                    .configs(Map.of("internal.segment.bytes", "8000", "retention.ms", "-1")),
                            new NewTopic("customers", 1, (short) 1)
                                    .configs(Map.of(
                                            "cleanup.policy", "compact",
                                            "internal.segment.bytes", "4000",
                                            "min.cleanable.dirty.ratio", "0.01")),
                            new NewTopic("payments", 2, (short) 1).configs(keep),
                            new NewTopic("audit", 1, (short) 1).configs(keep)))
                    .all()
                    .get();
        }
    }

    private void orders(KafkaProducer<byte[], byte[]> producer) {
        for (int n = 0; n < ORDERS; n++) {
            long at = now.minus(SPAN).toEpochMilli() + SPAN.toMillis() * (n + 1) / ORDERS;
            producer.send(
                    new ProducerRecord<>("orders", n % PARTITIONS, at, text("order-" + n), text("{\"id\":" + n + "}")));
            if (n % 60 == 59) {
                producer.flush();
            }
        }
    }

    /** Keys come again and again, until the cleaner has been here. */
    private void customers(KafkaProducer<byte[], byte[]> producer) {
        for (int n = 0; n < 600; n++) {
            producer.send(new ProducerRecord<>(
                    "customers", 0, now.toEpochMilli() - 600 + n, text("customer-" + n % 20), text("name " + n)));
            if (n % 15 == 14) {
                producer.flush();
            }
        }
        producer.flush();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> cleaned().contains("customers 0"));
    }

    private String cleaned() throws Exception {
        return Files.readString(kafka.data().resolve("cleaner-offset-checkpoint"));
    }

    private void audit(KafkaProducer<byte[], byte[]> producer) {
        for (int n = 0; n < 50; n++) {
            var key = n % 5 == 0 ? null : text("user-" + n % 7);
            var value = n % 10 == 9 ? null : text("entry " + n);
            var headers = List.<Header>of(new RecordHeader("trace", text("t" + n)), new RecordHeader("empty", null));
            producer.send(new ProducerRecord<>("audit", 0, now.toEpochMilli() - 50 + n, key, value, headers));
        }
    }

    private void payments() {
        try (var producer = kafka.producer(Map.of("transactional.id", "till-1"))) {
            producer.initTransactions();
            for (int transaction = 0; transaction < 20; transaction++) {
                producer.beginTransaction();
                for (int n = 0; n < 10; n++) {
                    producer.send(new ProducerRecord<>(
                            "payments", n % 2, now.toEpochMilli(), text("p-" + transaction), text("paid " + n)));
                }
                if (transaction % 5 == 4) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
    }

    private void commit() throws ExecutionException, InterruptedException {
        try (var admin = kafka.admin()) {
            admin.alterConsumerGroupOffsets(
                            GROUP,
                            Map.of(
                                    new TopicPartition("orders", 0), new OffsetAndMetadata(700, "half way"),
                                    new TopicPartition("orders", 1), new OffsetAndMetadata(1000)))
                    .all()
                    .get();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
