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
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Records compared with an inventory, and an export of them restored and compared, beside reading them all to nowhere: by a
 * plain consumer of this JVM, and by kafka-console-consumer in a JVM of its own. In turns; {@code benchmarks/kafka.sh} runs it.
 */
public final class KafkaBenchmark {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path place =
            Path.of(System.getProperty("benchmark.place")).toAbsolutePath().resolve("kafka");
    private final int records = Integer.getInteger("benchmark.records", 1_000_000);
    private final int pairs = Integer.getInteger("benchmark.pairs", 5);
    private final Side compared = new Side("A compared with an inventory, warm JVM");
    private final Side loaded = new Side("B export loaded and compared, warm JVM");
    private final Side restored = new Side("C export restored and compared, own JVM");
    private final Side consumed = new Side("D plain consumer, warm JVM");
    private final Side values = new Side("E kafka-console-consumer, values");
    private final Side everything = new Side("F kafka-console-consumer, everything");
    private final List<String> phases = new ArrayList<>();

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
            var production = new MillionRecords(source, records);
            production.write();
            var clients = KafkaClients.of(source.owner());
            var inventory = new InventoryRecorder("events", clients, List.of(), () -> {}).record();
            inventory.write(place.resolve("inventory.json"));
            var export = place.resolve("export");
            BenchmarkedArchive.export(clients, export);
            var configuration = RestoredExport.configuration(place, export, place.resolve("inventory.json"));
            var console = ConsoleConsumer.of(source, place, records);
            for (int round = 0; round <= pairs; round++) {
                var broker = source.process();
                compared.measure(round, broker, () -> compare(inventory, here(clients, Map.of())));
                consumed.measure(round, broker, production::consume);
                load(round, inventory, export);
                restored.measure(round, broker, () -> RestoredExport.run(configuration, phases));
                if (ConsoleConsumer.isAtHand()) {
                    values.measure(round, broker, () -> console.consume(ConsoleConsumer.VALUES));
                    everything.measure(round, broker, () -> console.consume(ConsoleConsumer.EVERYTHING));
                }
            }
        } finally {
            source.process().stop("KILL", PATIENCE);
        }
        report();
    }

    private void report() {
        say(
                "%,d records in %d partitions, heap %d MB, %d rounds, load %s",
                records,
                MillionRecords.PARTITIONS,
                Runtime.getRuntime().maxMemory() >> 20,
                pairs,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        List.of(compared, loaded, restored, consumed).forEach(System.out::println);
        ratios("D", consumed);
        if (ConsoleConsumer.isAtHand()) {
            List.of(values, everything).forEach(System.out::println);
            ratios("E", values);
            ratios("F", everything);
        } else {
            say("kafka-console-consumer was not measured: its class path is not known");
        }
        say("goal: at most 2; C, each time:%n  %s", String.join("\n  ", phases));
    }

    private void ratios(String name, Side other) {
        new TreeMap<>(Map.of("A", compared, "B", loaded, "C", restored))
                .forEach((ours, side) -> say("%s/%s %s", ours, name, side.ratioTo(other)));
    }

    /** Into a broker that has been started. */
    private void load(int round, KafkaInventory inventory, Path export) throws Exception {
        var target = server("target");
        try {
            var clients = KafkaClients.of(target.owner());
            loaded.measure(
                    round,
                    target.process(),
                    () -> compare(inventory, here(clients, BenchmarkedArchive.load(export, clients))));
        } finally {
            target.process().stop("KILL", PATIENCE);
            OwnedDirectory.remove(place.resolve("target"));
        }
    }

    private static RestoredLog here(KafkaClients clients, Map<TopicPartition, LoadedPartition> loaded) {
        return new RestoredLog(clients, Instant.now(), loaded, "", "", () -> {});
    }

    private static void compare(KafkaInventory inventory, RestoredLog restored) {
        if (!new InventoryComparison(inventory, restored).everything().holds()) {
            throw new IllegalStateException("they differ");
        }
    }

    private KafkaServer server(String name) {
        OwnedDirectory.create(place.resolve(name));
        var data = place.resolve(name).resolve("data");
        KafkaServer.format(data);
        var server = KafkaServer.start(List.of(data), place.resolve(name).resolve("run"), true);
        if (!server.awaitReady(PATIENCE)) {
            throw new IllegalStateException(String.join("\n", server.log()));
        }
        return server;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
