package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.archive.ExportSurgery;
import dev.firedrill.kafka.archive.RecordedShop;
import dev.firedrill.kafka.archive.SinkFiles;
import dev.firedrill.kafka.inventory.KafkaInventory;
import dev.firedrill.local.PlantedRun;
import dev.firedrill.restore.Restoration;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The fault matrix of archives of Kafka's records; {@code -Dfiredrill.matrix.write=true} writes its part of the document anew. */
@Exhaustive
class KafkaArchiveFaultMatrixTest {
    private static final boolean WRITES = Boolean.getBoolean("firedrill.matrix.write");
    private static final RecordedShop SHOP = RecordedShop.get();
    private static final MatrixSection SECTION = new MatrixSection("# The fault matrix of Kafka's archives");

    @TempDir
    private static Path home;

    private static final Map<KafkaArchiveFault, Said> SAID = new LinkedHashMap<>();

    private record Said(Verdict verdict, String message) {}

    @BeforeAll
    static void plantAll() throws Exception {
        int number = 0;
        for (var fault : KafkaArchiveFaults.all()) {
            SAID.put(fault, tried(fault, Files.createDirectory(home.resolve("fault-" + ++number))));
        }
    }

    private static Said tried(KafkaArchiveFault fault, Path place) throws Exception {
        try (var run = fault.sink() == null ? export(fault.export(), place) : sink(fault.sink(), place)) {
            return judged(run.restore());
        }
    }

    private static PlantedRun export(KafkaArchiveFault.Planting<ExportSurgery> planting, Path place) throws Exception {
        var surgery = ExportSurgery.onCopyOf(SHOP.export(), place.resolve("backups/events-1"));
        planting.into(surgery);
        return run(place, "{type: export, directory: '" + place.resolve("backups/events-*") + "'}");
    }

    private static PlantedRun sink(KafkaArchiveFault.Planting<SinkFiles> planting, Path place) throws Exception {
        var sink = new SinkFiles(place.resolve("backups"));
        for (int partition = 0; partition < 3; partition++) {
            sink.write("orders", partition, 0, 400, "json");
            sink.write("orders", partition, 400, 400, "json.gz");
            sink.write("orders", partition, 800, 200, "json");
        }
        Files.delete(sink.place("orders", 1, 400, "json.gz"));
        Files.delete(sink.place("orders", 1, 800, "json"));
        sink.write("orders", 1, 0, 1000, "json");
        planting.into(sink);
        return run(place, "{type: s3-sink, directory: '" + place.resolve("backups") + "'}");
    }

    private static PlantedRun run(Path place, String backup) {
        var inventory = SHOP.inventory();
        (backup.contains("s3-sink") ? orders(inventory) : inventory).write(place.resolve("inventory.json"));
        return PlantedRun.of("kafka", place, backup, place.resolve("backups")).with("inventory", "inventory.json");
    }

    /** The sink has one topic: that others are missing would hide what is found in it. */
    private static KafkaInventory orders(KafkaInventory inventory) {
        return new KafkaInventory(
                inventory.system(),
                inventory.clusterId(),
                inventory.at(),
                inventory.recordedAt(),
                inventory.topic("orders").stream().toList(),
                List.of());
    }

    private static Said judged(Restoration restoration) {
        if (restoration.failure().isPresent()) {
            return new Said(restoration.verdict(), restoration.failure().get().getMessage());
        }
        try {
            ((KafkaInstance) restoration.instance().orElseThrow())
                    .assertThat()
                    .isNotEmpty()
                    .matchesItsInventory();
        } catch (AssertionError | RuntimeException e) {
            return new Said(Verdict.of(e), e.getMessage());
        }
        return restoration.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.WARN)
                .findFirst()
                .map(rule -> new Said(Verdict.WARN, rule.message()))
                .orElse(new Said(Verdict.PASS, ""));
    }

    @TestFactory
    List<DynamicTest> each_fault_is_found() {
        return SAID.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey().category() + ": " + each.getKey().name(), () -> {
                            var said = each.getValue();
                            assertThat(said.verdict())
                                    .as(said.message())
                                    .isEqualTo(each.getKey().verdict());
                            assertThat(said.verdict()).isNotEqualTo(Verdict.PASS);
                            assertThat(layer(said))
                                    .as(said.message())
                                    .isEqualTo(each.getKey().by());
                        }))
                .toList();
    }

    private static KafkaArchiveFault.Layer layer(Said said) {
        if (said.verdict() == Verdict.WARN) {
            return KafkaArchiveFault.Layer.DOUBT;
        }
        if (said.message().contains(" · rule kafka-inventory")) {
            return KafkaArchiveFault.Layer.INVENTORY;
        }
        return said.message().contains(" · rule ") ? KafkaArchiveFault.Layer.RULES : KafkaArchiveFault.Layer.FILES;
    }

    @Test
    void the_unplanted_export_passes() throws Exception {
        var place = Files.createDirectory(home.resolve("unplanted"));
        try (var run = export(copy -> {}, place)) {
            var said = judged(run.restore());
            assertThat(said.verdict()).as(said.message()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void of_an_unplanted_sink_it_cannot_be_told() throws Exception {
        var place = Files.createDirectory(home.resolve("unplanted-sink"));
        try (var run = sink(copy -> {}, place)) {
            var said = judged(run.restore());
            assertThat(said.verdict()).as(said.message()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void what_was_found_is_in_the_document() throws Exception {
        var text = text();
        if (WRITES) {
            Files.writeString(MatrixDocument.FILE, SECTION.replaced(Files.readString(MatrixDocument.FILE), text));
        }
        assertThat(findings(SECTION.in(Files.readString(MatrixDocument.FILE))))
                .as(
                        "write it anew: mvn test -Pexhaustive -Dtest=KafkaArchiveFaultMatrixTest -Dfiredrill.matrix.write=true")
                .isEqualTo(findings(text));
    }

    /** The lines up to what found each: numbers in messages may differ. */
    private static List<String> findings(String text) {
        return text.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.replaceFirst("^((\\|[^|]*){3}\\|).*", "$1"))
                .toList();
    }

    private static String text() {
        var text = new StringBuilder(
                """
                # The fault matrix of Kafka's archives

                %d faults, each planted in a fresh copy of an export of a small shop (type `export`), or of what an S3 sink wrote (type `s3-sink`), which is
                taken through the real path: select, start an empty broker, read the files and write their records into it, then the built-in rules, the
                comparison with an inventory among them. *Mended*: whoever did it made all checksums and the description fit again, so that only the inventory
                can tell. The unplanted export is PASS; of a sink, which loses keys, headers and timestamps, the comparison is INCONCLUSIVE, and WARN without an
                inventory.

                | category | faults | FAIL | INCONCLUSIVE | WARN |
                |---|---|---|---|---|
                """
                        .formatted(SAID.size()));
        var categories = SAID.keySet().stream()
                .map(KafkaArchiveFault::category)
                .distinct()
                .toList();
        categories.forEach(category -> text.append(counts(category)));
        for (var category : categories) {
            text.append("\n## Archives of Kafka: ")
                    .append(category)
                    .append("\n\n| fault | verdict | found by | message |\n|---|---|---|---|\n");
            SAID.forEach((fault, said) -> {
                if (fault.category().equals(category)) {
                    text.append("| %s | %s | %s | %s |\n"
                            .formatted(fault.name(), said.verdict(), layer(said), Wording.asCell(message(said))));
                }
            });
        }
        return text.toString();
    }

    private static String message(Said said) {
        return Wording.ofMessage(said.message(), Map.of());
    }

    private static String counts(String category) {
        var verdicts = SAID.entrySet().stream()
                .filter(each -> each.getKey().category().equals(category))
                .collect(Collectors.groupingBy(each -> each.getValue().verdict(), Collectors.counting()));
        return "| %s | %d | %d | %d | %d |\n"
                .formatted(
                        category,
                        verdicts.values().stream().mapToLong(Long::longValue).sum(),
                        verdicts.getOrDefault(Verdict.FAIL, 0L),
                        verdicts.getOrDefault(Verdict.INCONCLUSIVE, 0L),
                        verdicts.getOrDefault(Verdict.WARN, 0L));
    }
}
