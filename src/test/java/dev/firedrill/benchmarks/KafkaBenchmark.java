package dev.firedrill.benchmarks;

import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.archive.BenchmarkedArchive;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.LoadedPartition;
import dev.firedrill.kafka.inventory.InventoryComparison;
import dev.firedrill.kafka.inventory.InventoryRecorder;
import dev.firedrill.kafka.inventory.KafkaInventory;
import dev.firedrill.kafka.inventory.RestoredLog;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records compared with an inventory, against plain consumption of them to nowhere by one consumer, as kafka-console-consumer
 * does it, in turns. Then the way through an export, once. {@code benchmarks/kafka.sh} runs it.
 */
public final class KafkaBenchmark {
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path place = Path.of(System.getProperty("benchmark.place")).resolve("kafka");
    private final int records = Integer.getInteger("benchmark.records", 1_000_000);

    private KafkaBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = new KafkaBenchmark();
        OwnedDirectory.remove(benchmark.place);
        OwnedDirectory.create(benchmark.place);
        try {
            benchmark.measure();
        } finally {
            OwnedDirectory.remove(benchmark.place);
        }
    }

    private void measure() throws Exception {
        var source = server("source");
        try {
            write(source);
            var clients = KafkaClients.of(source.owner());
            var inventory = new InventoryRecorder("events", clients, List.of(), () -> {}).record();
            var ours = new Series("A compared with an inventory");
            var theirs = new Series("B consumed to nowhere");
            for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
                double a = Stopwatch.seconds(() -> compare(inventory, restored(clients, Map.of())));
                double b = Stopwatch.seconds(() -> consume(source));
                if (pair > 0) {
                    ours.add(a);
                    theirs.add(b);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d records in %d partitions, heap %d MB%n%s%n%s%nratio of time A/B %.2f (goal: at most 2)%n",
                    records,
                    PARTITIONS,
                    Runtime.getRuntime().maxMemory() >> 20,
                    ours,
                    theirs,
                    ours.ratioTo(theirs));
            archive(clients, inventory);
        } finally {
            source.process().stop("KILL", PATIENCE);
        }
    }

    private void archive(KafkaClients source, KafkaInventory inventory) throws Exception {
        double export = Stopwatch.seconds(() -> BenchmarkedArchive.export(source, place.resolve("export")));
        var target = server("target");
        try {
            var clients = KafkaClients.of(target.owner());
            double restore = Stopwatch.seconds(() ->
                    compare(inventory, restored(clients, BenchmarkedArchive.load(place.resolve("export"), clients))));
            System.out.printf(Locale.ROOT, "exported in %.1f s; restored and compared in %.1f s%n", export, restore);
        } finally {
            target.process().stop("KILL", PATIENCE);
        }
    }

    private static RestoredLog restored(KafkaClients clients, Map<TopicPartition, LoadedPartition> loaded) {
        return new RestoredLog(clients, Instant.now(), loaded, "", "", () -> {});
    }

    private static void compare(KafkaInventory inventory, RestoredLog restored) {
        if (!new InventoryComparison(inventory, restored).everything().holds()) {
            throw new IllegalStateException("they differ");
        }
    }

    private KafkaServer server(String name) {
        var data = place.resolve(name).resolve("data");
        KafkaServer.format(data);
        var server = KafkaServer.start(List.of(data), place.resolve(name).resolve("run"), true);
        if (!server.awaitReady(PATIENCE)) {
            throw new IllegalStateException(String.join("\n", server.log()));
        }
        return server;
    }

    private void write(KafkaServer server) throws Exception {
        try (var admin = Admin.create(server.owner())) {
            admin.createTopics(List.of(new NewTopic("events", PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        var random = new Random(1);
        try (var producer = new KafkaProducer<>(server.owner(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < records; n++) {
                var value = new byte[100 + random.nextInt(100)];
                random.nextBytes(value);
                var headers = List.<Header>of(new RecordHeader("trace", ("t" + n).getBytes()));
                producer.send(
                        new ProducerRecord<>("events", n % PARTITIONS, (long) n, ("k" + n).getBytes(), value, headers));
            }
        }
    }

    private void consume(KafkaServer server) {
        var bytes = new ByteArrayDeserializer();
        var properties = server.owner();
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition("events", number))
                    .toList();
            consumer.assign(partitions);
            for (long read = 0; read < records; ) {
                read += consumer.poll(Duration.ofSeconds(10)).count();
            }
        }
    }
}
