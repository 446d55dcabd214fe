package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.kafka.KafkaFiles;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ShopLogs;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log directories read where they lie: no broker is started, and nothing is made. */
class KafkaFilesTest {
    @TempDir
    private Path home;

    private PlantedKafka planted;

    @BeforeEach
    void plant() {
        planted = PlantedKafka.copyOf(ShopLogs.get().cleanly(), home.resolve("backups/kafka-1"));
    }

    private PlantedRun run(String topics) {
        var backup = "{type: log-dirs, directory: '" + home.resolve("backups/kafka-*") + "', depth: files}";
        return PlantedRun.of("kafka", home, backup, home.resolve("backups")).with("topics", topics);
    }

    private static KafkaFiles files(Restoration restoration) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (KafkaFiles) restoration.instance().orElseThrow();
    }

    /** That the backup is unchanged, and that nothing is left, is seen when the run is closed. */
    @Test
    void a_sound_copy_is_read_whole() throws IOException {
        try (var run = run("[orders, payments, customers, audit]")) {
            var restoration = run.restore();
            files(restoration).assertThat().isNotEmpty().hasEveryProtectedTopic();
            assertThat(files(restoration).readInPlace().orElseThrow()).matches("[0-9,]+ records in 7 partitions");
            assertThat(restoration.rto()).isEmpty();
            assertThat(run.ledger().entries()).isEmpty();
        }
    }

    @Test
    void a_protected_topic_without_a_directory_is_a_failure() throws IOException {
        try (var run = run("[orders, invoices, refunds]")) {
            var files = files(run.restore());
            assertThatThrownBy(() -> files.assertThat().hasEveryProtectedTopic())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(
                            "rule kafka-file-protected-topics",
                            "Expecting topics  orders, invoices, refunds  to have directories",
                            "2 topics of 3 missing; there are [audit, customers, orders, payments]",
                            "invoices",
                            "refunds");
        }
    }

    @Test
    void where_no_topic_is_named_it_cannot_be_told() throws IOException {
        try (var run = run("[]")) {
            var files = files(run.restore());
            assertThatThrownBy(() -> files.assertThat().hasEveryProtectedTopic())
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll("no topic is named", "topics: [orders, payments]");
        }
    }

    /** Nothing in the copy itself names them: the broker had not been shut down. */
    @Test
    void what_the_metadata_names_and_the_copy_lacks_is_a_failure() throws IOException {
        planted.drop("");
        planted = PlantedKafka.copyOf(ShopLogs.get().crashed(), home.resolve("backups/kafka-1"));
        planted.drop("orders-1");
        planted.drop("audit-0");
        PlantedKafka.copy(planted.partition("orders-0"), planted.partition("ghosts-0"));
        for (var topic : List.of("orders", "audit")) {
            planted.withoutCheckpointOf(topic, topic.equals("orders") ? 1 : 0);
        }
        try (var run = run("[orders]")) {
            run.fails(
                    "/kafka-1: the directories of partitions and the metadata do not agree:",
                    "  audit-0: the metadata names it, and its directory is missing",
                    "  orders-1: the metadata names it, and its directory is missing",
                    "  ghosts-0: its directory is there, and the metadata does not know it");
        }
    }

    @Test
    void a_log_directory_that_is_missing_as_a_whole_is_a_failure() throws IOException {
        var other = Files.createDirectories(home.resolve("other"));
        Files.move(planted.partition("audit-0"), other.resolve("audit-0"));
        planted.withoutCheckpointOf("audit", 0);
        try (var run = run("[orders]")) {
            run.fails("  audit-0: the metadata names it, and its directory is missing");
        }
    }

    @Test
    void a_copy_of_a_broker_that_was_killed_agrees_with_its_metadata() throws IOException {
        planted.drop("");
        planted = PlantedKafka.copyOf(ShopLogs.get().crashed(), home.resolve("backups/kafka-1"));
        Files.write(planted.last("__cluster_metadata-0"), new byte[4096], StandardOpenOption.APPEND);
        try (var run = run("[orders]")) {
            files(run.restore()).assertThat().isNotEmpty();
        }
    }

    @Test
    void a_flipped_byte_of_a_batch_is_a_failure() throws IOException {
        var segment = planted.partition("orders-0").resolve("00000000000000000000.log");
        PlantedKafka.flip(segment, PlantedKafka.boundaries(segment).get(1) + 80);
        try (var run = run("[orders]")) {
            run.fails("is damaged, which was found before a broker could hide it", "orders-0");
        }
    }

    @Test
    void a_depth_that_there_is_not_is_a_mistake() {
        assertThatThrownBy(() -> PlantedRun.of("kafka", home, "{type: log-dirs, directory: a, depth: pages}")
                        .restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("depth: found [pages]");
    }
}
