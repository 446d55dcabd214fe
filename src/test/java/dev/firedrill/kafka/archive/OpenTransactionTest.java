package dev.firedrill.kafka.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export while a transaction is open, behind which others wrote. */
class OpenTransactionTest {
    @TempDir
    private static Path brokers;

    private static KafkaServer server;

    @TempDir
    private Path directory;

    private KafkaProducer<byte[], byte[]> till;

    @BeforeAll
    static void start() {
        server = RecordedShop.broker(brokers, false);
    }

    @AfterAll
    static void stop() {
        RecordedShop.end(server);
    }

    @BeforeEach
    void open() {
        till = producer(Map.of("transactional.id", "till-9"));
        till.initTransactions();
        till.beginTransaction();
        till.send(record("open"));
        till.flush();
        try (var other = producer(Map.of())) {
            other.send(record("behind"));
        }
    }

    @AfterEach
    void close() {
        till.close(Duration.ZERO);
    }

    private static ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>("payments", 1, "p".getBytes(), value.getBytes());
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> further) {
        var properties = server.owner();
        properties.putAll(further);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void export(Duration patience, Runnable checkpoint) {
        new ExportWriter(KafkaClients.of(server.owner()), List.of("payments"), checkpoint, patience)
                .write(directory.resolve("export"));
    }

    @Test
    void one_that_stays_open_is_named_and_nothing_is_left_behind() throws IOException {
        assertThatThrownBy(() -> export(Duration.ofSeconds(1), () -> {}))
                .isInstanceOf(Inconclusive.class)
                .hasMessageMatching(
                        """
                        INCONCLUSIVE  the Kafka at 127.0.0.1:\\d+ has transactions that stayed open for 1 s: what was written behind them \
                        cannot be read as committed
                          payments-1 is decided up to offset \\d+, and it ended at \\d+
                          Remedy: end them with kafka-transactions.sh \\(find-hanging, abort\\), or export when none is open""");
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        till.abortTransaction();
    }

    @Test
    void one_that_ends_meanwhile_is_exported_with_what_was_written_behind_it() {
        var asked = new AtomicInteger();
        export(Duration.ofSeconds(60), () -> {
            if (asked.incrementAndGet() == 2) {
                till.commitTransaction();
            }
        });
        var values = new ArrayList<String>();
        new ExportArchive(directory.resolve("export"))
                .read(new TopicPartition("payments", 1), it -> values.add(new String(it.value())));
        assertThat(values).endsWith("open", "behind");
    }
}
