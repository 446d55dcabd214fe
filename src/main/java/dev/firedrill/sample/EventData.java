package dev.firedrill.sample;

import dev.firedrill.verdict.Inconclusive;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What happened in the shop, as events: about 50,000 records in four topics, one of them compacted, one written in
 * transactions of which some were aborted, with headers, keys that are null, tombstones, and two consumer groups.
 */
final class EventData {
    static final int ORDERS = 30_000;
    static final int PAYMENTS = 10_000;
    static final int CUSTOMERS = 8_000;
    static final int AUDIT = 2_000;

    private static final int PARTITIONS_OF_ORDERS = 3;
    private static final int PARTITIONS_OF_PAYMENTS = 2;
    private static final int OF_A_TRANSACTION = 100;
    private static final int ABORTED_ONE_OF = 10;
    private static final Duration HISTORY = Duration.ofDays(90);

    private final Map<String, Object> client;
    private final Instant end;

    /**
     * @param client properties of one that may write
     * @param end time of the newest events
     */
    EventData(Map<String, Object> client, Instant end) {
        this.client = client;
        this.end = end;
    }

    /** Writes all of them, the newest last. */
    void load() {
        try (var admin = Admin.create(client)) {
            done(admin.createTopics(topics()).all());
            try (var events = new EventWriter(client)) {
                orders(events);
                customers(events);
                audit(events);
            }
            payments();
            done(admin.alterConsumerGroupOffsets("billing", billed()).all());
            done(admin.alterConsumerGroupOffsets("bookkeeping", booked()).all());
        }
    }

    private static List<NewTopic> topics() {
        var kept = Map.of("retention.ms", "-1");
        return List.of(
                new NewTopic("orders", PARTITIONS_OF_ORDERS, (short) 1)
                        .configs(Map.of("retention.ms", "-1", "segment.bytes", "1048576")),
                new NewTopic("payments", PARTITIONS_OF_PAYMENTS, (short) 1).configs(kept),
                new NewTopic("customers", 1, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact", "segment.bytes", "1048576")),
                new NewTopic("audit", 1, (short) 1).configs(kept));
    }

    private static Map<TopicPartition, OffsetAndMetadata> billed() {
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (int partition = 0; partition < PARTITIONS_OF_ORDERS; partition++) {
            positions.put(new TopicPartition("orders", partition), new OffsetAndMetadata(9_000 + 100L * partition));
        }
        return positions;
    }

    private static Map<TopicPartition, OffsetAndMetadata> booked() {
        return Map.of(new TopicPartition("payments", 0), new OffsetAndMetadata(4_000, "closed until yesterday"));
    }

    private void orders(EventWriter events) {
        for (int i = 0; i < ORDERS; i++) {
            var placed = "{\"id\":%d,\"customer\":%d,\"total\":%d.%02d}".formatted(i, i * 7 % 4_000, i % 900, i % 100);
            events.send("orders", i % PARTITIONS_OF_ORDERS, at(i, ORDERS), text("order-" + i), text(placed), source(i));
        }
    }

    /** A key comes again and again; each twentieth customer left. */
    private void customers(EventWriter events) {
        for (int i = 0; i < CUSTOMERS; i++) {
            var value = i % 20 == 19 ? null : text("{\"name\":\"Customer %d\",\"version\":%d}".formatted(i % 4_000, i));
            events.send("customers", 0, at(i, CUSTOMERS), text("customer-" + i % 4_000), value, List.of());
        }
    }

    private void audit(EventWriter events) {
        for (int i = 0; i < AUDIT; i++) {
            events.send("audit", 0, at(i, AUDIT), null, text("user" + i % 50 + " looked at order " + i), source(i));
        }
    }

    private void payments() {
        try (var events = new EventWriter(client, "till")) {
            for (int from = 0; from < PAYMENTS; from += OF_A_TRANSACTION) {
                events.begin();
                for (int i = from; i < from + OF_A_TRANSACTION; i++) {
                    var paid = text("{\"order\":%d,\"amount\":%d}".formatted(i * 3, i % 900));
                    events.send(
                            "payments",
                            i % PARTITIONS_OF_PAYMENTS,
                            at(i, PAYMENTS),
                            text("order-" + i * 3),
                            paid,
                            List.of());
                }
                events.end(from / OF_A_TRANSACTION % ABORTED_ONE_OF != 5);
            }
        }
    }

    private long at(int i, int of) {
        return end.minus(HISTORY).toEpochMilli() + HISTORY.toMillis() * (i + 1) / of;
    }

    private static List<Header> source(int i) {
        return List.of(new RecordHeader("source", text("shop")), new RecordHeader("trace", text("trace-" + i)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void done(KafkaFuture<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException e) {
            throw new Inconclusive("the sample's Kafka refused: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while the sample's events were written", e);
        }
    }
}
