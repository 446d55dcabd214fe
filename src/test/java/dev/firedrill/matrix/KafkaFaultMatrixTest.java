package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.kafka.KafkaAssert;
import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ShopLogs;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The fault matrix of Kafka; {@code -Dfiredrill.matrix.write=true} writes its part of the document anew. */
@Exhaustive
class KafkaFaultMatrixTest {
    private static final boolean WRITES = Boolean.getBoolean("firedrill.matrix.write");
    private static final MatrixSection SECTION = new MatrixSection("# The fault matrix of Kafka");

    @TempDir
    private static Path home;

    private static final Map<KafkaFault, Said> SAID = new LinkedHashMap<>();

    private record Said(Verdict verdict, String message) {}

    @BeforeAll
    static void plantAll() throws Exception {
        int number = 0;
        for (var fault : KafkaFaults.all()) {
            SAID.put(fault, tried(fault, Files.createDirectory(home.resolve("fault-" + ++number))));
        }
    }

    private static Said tried(KafkaFault fault, Path place) throws Exception {
        var sound = fault.crashed() ? ShopLogs.get().crashed() : ShopLogs.get().cleanly();
        fault.planting().into(PlantedKafka.copyOf(sound, place.resolve("backups/kafka-1")));
        try (var run = run(place, fault.topics())) {
            return judged(run.restore());
        }
    }

    private static PlantedRun run(Path place, String topics) {
        var backup = "{type: log-dirs, directory: '" + place.resolve("backups/kafka-*") + "'}";
        return PlantedRun.of("kafka", place, backup, place.resolve("backups")).with("topics", topics);
    }

    private static Said judged(Restoration restoration) {
        if (restoration.failure().isPresent()) {
            return new Said(restoration.verdict(), restoration.failure().get().getMessage());
        }
        try {
            ((KafkaInstance) restoration.instance().orElseThrow()).verifyAll(kafka -> kafka.isNotEmpty()
                    .hasEveryProtectedTopic()
                    .hasNoGaps()
                    .hasTimestampsWithin(KafkaAssert.USUAL_BOUND));
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

    private static KafkaFault.Layer layer(Said said) {
        if (said.verdict() == Verdict.WARN) {
            return KafkaFault.Layer.DOUBT;
        }
        if (said.message().contains(" · rule ")) {
            return KafkaFault.Layer.RULES;
        }
        if (said.message().contains("no usable backup")) {
            return KafkaFault.Layer.SELECTION;
        }
        boolean byBroker = Stream.of("do not agree", "serves something else", "the broker does not start")
                .anyMatch(said.message()::contains);
        return byBroker ? KafkaFault.Layer.BROKER : KafkaFault.Layer.FILES;
    }

    @Test
    void the_unplanted_copy_passes() throws Exception {
        var place = Files.createDirectory(home.resolve("unplanted"));
        PlantedKafka.copyOf(ShopLogs.get().cleanly(), place.resolve("backups/kafka-1"));
        try (var run = run(place, "[orders, payments, customers, audit]")) {
            var said = judged(run.restore());
            assertThat(said.verdict()).as(said.message()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void what_was_found_is_in_the_document() throws Exception {
        var text = text();
        if (WRITES) {
            Files.writeString(MatrixDocument.FILE, SECTION.replaced(Files.readString(MatrixDocument.FILE), text));
        }
        assertThat(findings(SECTION.in(Files.readString(MatrixDocument.FILE))))
                .as("write it anew: mvn test -Pexhaustive -Dtest=KafkaFaultMatrixTest -Dfiredrill.matrix.write=true")
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
                # The fault matrix of Kafka

                %d faults, each planted in a fresh copy of the log directory of a small shop's broker (type `log-dirs`), which is taken through the real path:
                select, copy, examine the files, start a broker, compare with what it serves, then the built-in rules. A broker alone says nothing of most of
                them: it cuts off what it finds damaged, makes anew what is missing, and sets aside what it does not know.
                *After a crash*: planted in what a broker left that was killed, without its clean-shutdown marker. The unplanted copy is PASS; what a killed
                broker left is WARN in any case.

                | category | faults | FAIL | INCONCLUSIVE | WARN |
                |---|---|---|---|---|
                """
                        .formatted(SAID.size()));
        var categories =
                SAID.keySet().stream().map(KafkaFault::category).distinct().toList();
        categories.forEach(category -> text.append(counts(category)));
        for (var category : categories) {
            text.append("\n## Kafka: ")
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
        return Wording.ofMessage(said.message().replaceAll("(id|found) [\\w-]{22}\\b", "$1 ID"), Map.of());
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
