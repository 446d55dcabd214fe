package dev.firedrill.matrix;

import static dev.firedrill.matrix.KafkaFault.Layer.BROKER;
import static dev.firedrill.matrix.KafkaFault.Layer.DOUBT;
import static dev.firedrill.matrix.KafkaFault.Layer.FILES;
import static dev.firedrill.matrix.KafkaFault.Layer.RULES;
import static dev.firedrill.matrix.KafkaFault.Layer.SELECTION;
import static dev.firedrill.verdict.Verdict.FAIL;
import static dev.firedrill.verdict.Verdict.INCONCLUSIVE;
import static dev.firedrill.verdict.Verdict.WARN;

import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The faults of Kafka's part of the matrix. */
final class KafkaFaults {
    private static final String ORDERS = "orders-0";
    private static final String METADATA = "__cluster_metadata-0";
    private static final String HIGH_WATERMARK = "replication-offset-checkpoint";

    private KafkaFaults() {}

    static List<KafkaFault> all() {
        return List.of(
                segment("last segment cut between two batches", copy -> PlantedKafka.cutBatches(copy.last(ORDERS), 1)),
                segment("last segment cut within a batch", copy -> cut(copy.last(ORDERS), 9)),
                segment("last segment empty", copy -> PlantedKafka.truncate(copy.last(ORDERS), 0)),
                segment("last segment missing", copy -> copy.dropSegment(copy.last(ORDERS))),
                segment("first segment missing", copy -> copy.dropSegment(first(copy))),
                segment("segment in the middle missing", copy -> copy.dropSegment(second(copy))),
                segment("segment in the middle missing, its indexes there", copy -> Files.delete(second(copy))),
                segment(
                        "segment in the middle cut between two batches",
                        copy -> PlantedKafka.cutBatches(second(copy), 1)),
                segment("segment in the middle cut within a batch", copy -> cut(second(copy), 9)),
                segment("two segments exchanged", KafkaFaults::exchangeSegments),
                segment("index missing", copy -> Files.delete(beside(first(copy), ".index"))),
                segment("flipped bit in an index", copy -> PlantedKafka.flip(beside(first(copy), ".index"), 7)),
                segment(
                        "compacted topic: last batch missing",
                        copy -> PlantedKafka.cutBatches(copy.last("customers-0"), 1)),
                segment("transactions: a commit missing", copy -> PlantedKafka.removeBatch(copy.last("payments-0"), 1)),
                batch("batch cut out of the middle", copy -> PlantedKafka.removeBatch(first(copy), 2)),
                batch("batch doubled", KafkaFaults::doubleBatch),
                batch("flipped bit in a record", copy -> PlantedKafka.flip(first(copy), 200)),
                batch("flipped bit in a record, without the clean-shutdown marker", copy -> {
                    PlantedKafka.flip(first(copy), 200);
                    copy.withoutMarker();
                }),
                batch("flipped bit in the last batch", KafkaFaults::flipLast).afterCrash(),
                batch("flipped bit in a batch's length", copy -> PlantedKafka.flip(second(copy), 10)),
                batch(
                        "flipped bit in a batch's offset, which no checksum covers",
                        copy -> PlantedKafka.flip(second(copy), 7)),
                batch(
                        "flipped bit in a leader's epoch, which no checksum covers",
                        copy -> PlantedKafka.flip(second(copy), 15)),
                batch(
                        "record missing in a batch, its checksum mended",
                        copy -> PlantedKafka.mended(first(copy), 0, 57, (byte) 0, (byte) 0, (byte) 0, (byte) 19)),
                batch("zeros behind the last batch", copy -> append(copy.last(ORDERS), new byte[4096])),
                batch(
                        "bytes of something else behind the last batch",
                        copy -> append(copy.last(ORDERS), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9})),
                batch("zeros over a batch", KafkaFaults::zeroBatch),
                crash("end of the last segment lost, which the high watermark had passed", FILES, FAIL, copy -> {
                    copy.checkpoint(HIGH_WATERMARK, "orders", 0, 1_010);
                    PlantedKafka.cutBatches(copy.last(ORDERS), 1);
                }),
                crash("last batch torn, which no checkpoint had passed", DOUBT, WARN, copy -> {
                    copy.checkpoint(HIGH_WATERMARK, "orders", 0, 1_000);
                    cut(copy.last(ORDERS), 9);
                }),
                crash("last batch lost, which no checkpoint had passed", DOUBT, WARN, copy -> {
                    copy.checkpoint(HIGH_WATERMARK, "orders", 0, 1_000);
                    PlantedKafka.cutBatches(copy.last(ORDERS), 1);
                }),
                directory("partition missing", FILES, copy -> copy.drop(ORDERS)),
                directory("partition missing", BROKER, copy -> copy.drop(ORDERS))
                        .afterCrash(),
                directory("partition empty", FILES, copy -> {
                    copy.drop(ORDERS);
                    Files.createDirectory(copy.partition(ORDERS));
                }),
                directory("all partitions of a topic missing", BROKER, copy -> {
                            for (var name : List.of("orders-0", "orders-1", "orders-2")) {
                                copy.drop(name);
                            }
                        })
                        .afterCrash(),
                directory("group offsets missing", FILES, KafkaFaults::dropGroups),
                directory("group offsets missing", BROKER, KafkaFaults::dropGroups)
                        .afterCrash(),
                directory("state of transactions missing", FILES, copy -> copy.drop("__transaction_state-0")),
                directory("metadata missing", FILES, copy -> copy.drop(METADATA)),
                directory("metadata missing", FILES, copy -> copy.drop(METADATA))
                        .afterCrash(),
                directory("metadata empty", FILES, copy -> PlantedKafka.truncate(copy.last(METADATA), 0)),
                directory(
                        "metadata cut before the topics were made",
                        FILES,
                        copy -> PlantedKafka.truncate(
                                copy.last(METADATA),
                                PlantedKafka.boundaries(copy.last(METADATA)).get(3))),
                directory("flipped bit in the metadata", FILES, copy -> PlantedKafka.flip(copy.last(METADATA), 500)),
                directory(
                        "flipped bit in a snapshot of the metadata",
                        FILES,
                        copy -> PlantedKafka.flip(snapshot(copy), 90)),
                directory(
                        "snapshot of the metadata cut between two batches",
                        FILES,
                        copy -> PlantedKafka.cutBatches(snapshot(copy), 1)),
                directory(
                                "partition that the metadata does not know",
                                BROKER,
                                copy -> PlantedKafka.copy(copy.partition(ORDERS), copy.partition("ghosts-0")))
                        .afterCrash(),
                directory(
                        "partition of another cluster",
                        BROKER,
                        copy -> Files.writeString(
                                copy.partition(ORDERS).resolve("partition.metadata"),
                                "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAQ\n")),
                directory(
                        "partition that does not say whose it is",
                        BROKER,
                        copy -> Files.delete(copy.partition(ORDERS).resolve("partition.metadata"))),
                file(
                        "meta.properties missing",
                        FILES,
                        FAIL,
                        copy -> Files.delete(copy.directory().resolve("meta.properties"))),
                file(
                        "meta.properties of another broker",
                        BROKER,
                        FAIL,
                        copy -> replace(copy.directory().resolve("meta.properties"), "node.id=1", "node.id=2")),
                file(
                        "recovery-point-offset-checkpoint missing",
                        FILES,
                        FAIL,
                        copy -> Files.delete(copy.directory().resolve("recovery-point-offset-checkpoint"))),
                file(
                        "checkpoint garbled",
                        FILES,
                        FAIL,
                        copy -> Files.writeString(copy.directory().resolve(HIGH_WATERMARK), "0\n5\norders")),
                file(
                        "leader-epoch-checkpoint missing",
                        FILES,
                        FAIL,
                        copy -> Files.delete(copy.partition(ORDERS).resolve("leader-epoch-checkpoint"))),
                file(
                        "link to somewhere else",
                        FILES,
                        INCONCLUSIVE,
                        copy -> Files.createSymbolicLink(
                                copy.partition(ORDERS).resolve("more.log"), Path.of("/dev/null"))),
                file("copy empty", FILES, FAIL, KafkaFaults::empty),
                file("copy missing", SELECTION, FAIL, copy -> {
                    empty(copy);
                    Files.delete(copy.directory());
                }),
                content("topic that is protected was not backed up", copy -> {}).protecting("[orders, refunds]"));
    }

    private static KafkaFault segment(String name, KafkaFault.Planting planting) {
        return KafkaFault.of("segments", name, FILES, FAIL, planting);
    }

    private static KafkaFault batch(String name, KafkaFault.Planting planting) {
        return KafkaFault.of("batches", name, FILES, FAIL, planting);
    }

    private static KafkaFault crash(String name, KafkaFault.Layer by, Verdict verdict, KafkaFault.Planting planting) {
        return KafkaFault.of("end of the log", name, by, verdict, planting).afterCrash();
    }

    private static KafkaFault directory(String name, KafkaFault.Layer by, KafkaFault.Planting planting) {
        return KafkaFault.of("directories", name, by, FAIL, planting);
    }

    private static KafkaFault file(String name, KafkaFault.Layer by, Verdict verdict, KafkaFault.Planting planting) {
        return KafkaFault.of("files", name, by, verdict, planting);
    }

    private static KafkaFault content(String name, KafkaFault.Planting planting) {
        return KafkaFault.of("contents", name, RULES, FAIL, planting);
    }

    private static Path first(PlantedKafka copy) {
        return copy.segments(ORDERS).get(0);
    }

    private static Path snapshot(PlantedKafka copy) throws IOException {
        try (var files = Files.list(copy.partition(METADATA))) {
            return files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static Path second(PlantedKafka copy) {
        return copy.segments(ORDERS).get(1);
    }

    private static Path beside(Path segment, String ending) {
        return segment.resolveSibling(segment.getFileName().toString().replace(".log", ending));
    }

    private static void cut(Path segment, int bytes) throws IOException {
        PlantedKafka.truncate(segment, Files.size(segment) - bytes);
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }

    private static void exchangeSegments(PlantedKafka copy) throws IOException {
        var bytes = Files.readAllBytes(first(copy));
        Files.write(first(copy), Files.readAllBytes(second(copy)));
        Files.write(second(copy), bytes);
    }

    private static void doubleBatch(PlantedKafka copy) throws IOException {
        var segment = first(copy);
        var bytes = Files.readAllBytes(segment);
        int end = PlantedKafka.boundaries(segment).get(1).intValue();
        var doubled = new byte[bytes.length + end];
        System.arraycopy(bytes, 0, doubled, 0, end);
        System.arraycopy(bytes, 0, doubled, end, bytes.length);
        Files.write(segment, doubled);
    }

    private static void zeroBatch(PlantedKafka copy) throws IOException {
        var segment = first(copy);
        var bytes = Files.readAllBytes(segment);
        var boundaries = PlantedKafka.boundaries(segment);
        Arrays.fill(bytes, boundaries.get(1).intValue(), boundaries.get(2).intValue(), (byte) 0);
        Files.write(segment, bytes);
    }

    private static void flipLast(PlantedKafka copy) throws IOException {
        PlantedKafka.flip(copy.last(ORDERS), Files.size(copy.last(ORDERS)) - 3);
    }

    private static void dropGroups(PlantedKafka copy) throws IOException {
        copy.drop("__consumer_offsets-0");
        copy.drop("__consumer_offsets-1");
    }

    private static void replace(Path file, String what, String with) throws IOException {
        Files.writeString(file, Files.readString(file).replace(what, with));
    }

    private static void empty(PlantedKafka copy) throws IOException {
        copy.drop("");
        Files.createDirectories(copy.directory());
    }
}
