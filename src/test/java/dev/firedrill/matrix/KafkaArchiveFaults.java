package dev.firedrill.matrix;

import static dev.firedrill.matrix.KafkaArchiveFault.Layer.FILES;
import static dev.firedrill.matrix.KafkaArchiveFault.Layer.INVENTORY;
import static dev.firedrill.verdict.Verdict.FAIL;
import static dev.firedrill.verdict.Verdict.INCONCLUSIVE;

import dev.firedrill.kafka.archive.ExportDescription;
import dev.firedrill.kafka.archive.ExportSurgery;
import dev.firedrill.kafka.archive.ExportedTopic;
import dev.firedrill.kafka.archive.SinkFiles;
import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.matrix.KafkaArchiveFault.Planting;
import dev.firedrill.testing.PlantedDamage;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The faults of archives in Kafka's part of the matrix. */
final class KafkaArchiveFaults {
    private static final String ORDERS = "orders-0";
    private static final String AUDIT = "audit-0";
    private static final String NO_HEADER = "\\{\"name\":\"trace\",\"value\":\"[^\"]*\"},";

    private KafkaArchiveFaults() {}

    static List<KafkaArchiveFault> all() {
        return List.of(
                file("record missing in the middle", copy -> copy.lines(ORDERS, lines -> lines.remove(500))),
                file("record doubled", copy -> copy.lines(ORDERS, lines -> lines.add(500, lines.get(500)))),
                file("two records exchanged", copy -> copy.lines(ORDERS, lines -> Collections.swap(lines, 10, 11))),
                file("value changed", copy -> copy.line(ORDERS, 7, KafkaArchiveFaults::otherValue)),
                file("header lost", copy -> copy.line(AUDIT, 7, line -> line.replaceFirst(NO_HEADER, ""))),
                file("tombstone lost", copy -> copy.lines(AUDIT, lines -> lines.remove(9))),
                file("line that is no record", copy -> copy.line(ORDERS, 7, line -> "{\"offset\":7,")),
                file("file missing", copy -> Files.delete(zipped(copy, ORDERS))),
                file("file empty", copy -> Files.write(zipped(copy, ORDERS), new byte[0])),
                file("file cut", copy -> cut(zipped(copy, ORDERS), 900)),
                file("last bytes of a file missing", copy -> cut(zipped(copy, ORDERS), 1)),
                file("flipped bytes in a file", copy -> PlantedDamage.inTheMiddleOf(zipped(copy, ORDERS))),
                file(
                        "file of another partition",
                        copy -> Files.copy(
                                zipped(copy, ORDERS), zipped(copy, "orders-1"), StandardCopyOption.REPLACE_EXISTING)),
                file("description missing", copy -> Files.delete(copy.file(ExportDescription.FILE))),
                file("description cut", copy -> cut(copy.file(ExportDescription.FILE), 10)),
                file(
                        "description altered",
                        copy -> Files.writeString(
                                copy.file(ExportDescription.FILE),
                                Files.readString(copy.file(ExportDescription.FILE))
                                        .replace("billing", "shipping"))),
                mended("record missing in the middle", copy -> copy.lines(ORDERS, lines -> lines.remove(500))),
                mended("last record missing", copy -> copy.lines(ORDERS, lines -> lines.remove(lines.size() - 1))),
                mended("value changed", copy -> copy.line(ORDERS, 7, KafkaArchiveFaults::otherValue)),
                mended("two records exchanged", copy -> copy.lines(ORDERS, KafkaArchiveFaults::exchanged)),
                mended("header lost", copy -> copy.line(AUDIT, 7, line -> line.replaceFirst(NO_HEADER, ""))),
                mended(
                        "null key became an empty one",
                        copy -> copy.line(AUDIT, 5, line -> line.replace("\"key\":null", "\"key\":\"\""))),
                mended(
                        "tombstone became an empty value",
                        copy -> copy.line(
                                AUDIT,
                                9,
                                line -> line.replace("\"value\":null,\"headers\"", "\"value\":\"\",\"headers\""))),
                mended("tombstone lost", copy -> copy.lines(AUDIT, lines -> lines.remove(9))),
                mended("timestamp shifted by 1 ms", copy -> copy.line(ORDERS, 999, KafkaArchiveFaults::later)),
                mended(
                        "newest value of a key lost in a compacted topic",
                        copy -> copy.lines("customers-0", lines -> lines.remove(lines.size() - 1))),
                mended(
                        "topic lost",
                        copy -> copy.description(old -> with(
                                old,
                                old.topics().stream()
                                        .filter(topic -> !topic.state().name().equals("audit"))
                                        .toList(),
                                old.groups()))),
                mended(
                        "configuration lost",
                        copy -> copy.description(old -> with(
                                old,
                                old.topics().stream()
                                        .map(KafkaArchiveFaults::plain)
                                        .toList(),
                                old.groups()))),
                mended("group offsets lost", copy -> copy.description(old -> with(old, old.topics(), List.of()))),
                mended(
                        "group offsets set back",
                        copy -> copy.description(old -> with(
                                old,
                                old.topics(),
                                old.groups().stream()
                                        .map(it -> new GroupPosition(it.group(), it.topic(), it.partition(), 0))
                                        .toList()))),
                sink("file in the middle missing", FAIL, copy -> Files.delete(copy.place("orders", 0, 400, "json.gz"))),
                sink("record missing in the middle", FAIL, copy -> copy.write("orders", 0, 0, 399, "json")),
                sink("records twice", FAIL, copy -> copy.write("orders", 0, 0, 401, "json")),
                sink("file cut", FAIL, copy -> cut(copy.place("orders", 0, 400, "json.gz"), 9)),
                sink("last file cut in a line", FAIL, copy -> cut(copy.place("orders", 0, 800, "json"), 3)),
                sink(
                        "line that is no JSON",
                        FAIL,
                        copy -> Files.writeString(copy.place("orders", 0, 800, "json"), "{\"n\":\n")),
                sink(
                        "file of another topic",
                        FAIL,
                        copy -> Files.writeString(copy.place("orders", 0, "payments+0+0000001000.json"), "{}\n")),
                sink("first file missing", INCONCLUSIVE, copy -> Files.delete(copy.place("orders", 0, 0, "json"))),
                sink("partition missing", INCONCLUSIVE, copy -> Files.delete(copy.place("orders", 1, 0, "json"))),
                sink(
                        "file of an unknown format",
                        INCONCLUSIVE,
                        copy -> Files.writeString(copy.place("orders", 0, 1000, "parquet"), "PAR1")),
                new KafkaArchiveFault(
                        "sink",
                        "last file missing",
                        null,
                        copy -> Files.delete(copy.place("orders", 0, 800, "json")),
                        INVENTORY,
                        FAIL));
    }

    private static KafkaArchiveFault file(String name, Planting<ExportSurgery> planting) {
        return new KafkaArchiveFault("export", name, planting, null, FILES, FAIL);
    }

    private static KafkaArchiveFault mended(String name, Planting<ExportSurgery> planting) {
        Planting<ExportSurgery> both = copy -> {
            planting.into(copy);
            copy.mend();
        };
        return new KafkaArchiveFault("export that was mended", name, both, null, INVENTORY, FAIL);
    }

    private static KafkaArchiveFault sink(String name, Verdict verdict, Planting<SinkFiles> planting) {
        return new KafkaArchiveFault("sink", name, null, planting, FILES, verdict);
    }

    private static Path zipped(ExportSurgery copy, String partition) {
        return copy.file(partition + ".jsonl.gz");
    }

    private static void cut(Path file, int bytes) throws Exception {
        var all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, all.length - bytes));
    }

    private static String otherValue(String line) {
        return line.replaceFirst("\"value\":\"....", "\"value\":\"AAAA");
    }

    private static String later(String line) {
        var time = line.replaceFirst(".*\"timestamp\":(\\d+).*", "$1");
        return line.replace(time, Long.toString(Long.parseLong(time) + 1));
    }

    /** Each at the other's offset. */
    private static void exchanged(List<String> lines) {
        var one = lines.get(10).replace("\"offset\":10,", "\"offset\":11,");
        lines.set(10, lines.get(11).replace("\"offset\":11,", "\"offset\":10,"));
        lines.set(11, one);
    }

    private static ExportDescription with(
            ExportDescription old, List<ExportedTopic> topics, List<GroupPosition> groups) {
        return new ExportDescription(old.clusterId(), old.at(), old.finishedAt(), topics, groups);
    }

    private static ExportedTopic plain(ExportedTopic topic) {
        var state = topic.state();
        return new ExportedTopic(
                new TopicState(
                        state.name(),
                        state.partitions(),
                        Map.of(),
                        state.cleanup(),
                        state.retentionMs(),
                        state.retentionBytes()),
                topic.partitions());
    }
}
