package dev.firedrill.local;

import static dev.firedrill.verdict.Verdict.PASS;
import static dev.firedrill.verdict.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.archive.RecordedShop;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaArchiveTest {
    private static final RecordedShop SHOP = RecordedShop.get();

    @TempDir
    private Path home;

    private PlantedRun run;

    private PlantedRun over(String backup) {
        SHOP.inventory().write(home.resolve("inventory.json"));
        run = PlantedRun.of("kafka", home, backup, home.resolve("backups"))
                .with("topics", "[orders, payments]")
                .with("verify", "[topic orders]")
                .with("inventory", "inventory.json");
        return run;
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    private static KafkaInstance instance(Restoration restoration) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (KafkaInstance) restoration.instance().orElseThrow();
    }

    @Test
    void an_export_brings_back_records_configuration_and_groups() throws IOException {
        PlantedKafka.copy(SHOP.export(), home.resolve("backups/events-1"));
        var restoration = over("{type: export, directory: '" + home.resolve("backups/events-*") + "'}")
                .restore();
        var events = instance(restoration);
        events.assertThat()
                .matchesItsInventory()
                .hasEveryProtectedTopic()
                .topic("orders")
                .hasContentOf(events.inventory())
                .hasOffsetsOf(events.inventory())
                .hasConfigurationOf(events.inventory())
                .hasGroupOffsetsOf(events.inventory());
        assertThat(restoration.rules()).allMatch(rule -> rule.verdict() == PASS);
        assertThatThrownBy(() -> events.assertThat().hasNoGaps())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("it cannot be told of an archive: its offsets are new, and what is missing in its"
                        + " files was looked for when it was loaded");
        assertThatThrownBy(() -> events.assertThat().topic("orders").hasNoGaps())
                .isInstanceOf(Inconclusive.class);
        events.assertThat().topic("orders").hasConfig("retention.ms", "-1");
        assertThat(restoration.recoveryPoint().orElseThrow().measuredBy())
                .isEqualTo("when the export asked for the ends of all partitions");
    }

    @Test
    void a_copy_of_log_directories_has_all_that_the_inventory_recorded() throws IOException {
        PlantedKafka.copyOf(SHOP.logs(), home.resolve("backups/kafka-1"));
        var restoration = over("{type: log-dirs, directory: '" + home.resolve("backups/kafka-*") + "'}")
                .restore();
        instance(restoration).assertThat().matchesItsInventory();
    }

    @Test
    void values_of_a_sink_come_back_and_the_rest_is_said_to_be_lost() throws IOException {
        for (int partition = 0; partition < 3; partition++) {
            sink("orders", partition, 0, 600);
            sink("orders", partition, 600, 400);
        }
        sink("payments", 0, 0, 10);
        var restoration = over("{type: s3-sink, directory: '" + home.resolve("backups") + "'}")
                .restore();
        var events = instance(restoration);
        events.assertThat().hasEveryProtectedTopic();
        assertThat(restoration.rules())
                .filteredOn(rule -> rule.verdict() == WARN)
                .singleElement()
                .satisfies(rule -> assertThat(rule.message())
                        .contains("files of an S3 sink have neither keys, headers and timestamps"));
        assertThatThrownBy(() -> events.assertThat().topic("orders").hasContentOf(events.inventory()))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(
                        "orders-0: the archive does not have keys, headers and timestamps, so that its records can be counted and not be compared");
        assertThatThrownBy(() -> events.assertThat().topic("orders").hasConfig("retention.ms", "-1"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the archive does not have the configuration of topics");
        assertThatThrownBy(() -> events.assertThat().topic("orders").hasTimestampsWithin(Duration.ofHours(1)))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the archive does not have keys, headers and timestamps");
        assertThatThrownBy(() -> events.assertThat().hasTimestampsWithin(Duration.ofHours(1)))
                .isInstanceOf(Inconclusive.class);
        try (var consumer = events.connect()) {
            var partition = new TopicPartition("orders", 1);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 700);
            var first = consumer.poll(Duration.ofSeconds(10)).records(partition).get(0);
            assertThat(new String(first.value(), StandardCharsets.UTF_8)).isEqualTo("{\"n\":700}");
        }
    }

    private void sink(String topic, int partition, int offset, int records) throws IOException {
        var directory = Files.createDirectories(home.resolve("backups/topics/" + topic + "/partition=" + partition));
        Files.writeString(
                directory.resolve("%s+%d+%010d.json".formatted(topic, partition, offset)),
                IntStream.range(offset, offset + records)
                        .mapToObj(n -> "{\"n\":" + n + "}\n")
                        .collect(Collectors.joining()));
    }
}
