package dev.firedrill.local;

import static dev.firedrill.verdict.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ShopLogs;
import dev.firedrill.process.Command;
import dev.firedrill.restore.Restoration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDirsRestoreTest {
    @TempDir
    private Path home;

    private PlantedRun run;

    @BeforeEach
    void open() {
        run = PlantedRun.of(
                        "kafka",
                        home,
                        "{type: log-dirs, directory: '" + home.resolve("backups/kafka-*") + "'}",
                        home.resolve("backups"))
                .with("objectives", "{rpo: 1d, backupAge: 1d}")
                .with("topics", "[orders, payments]")
                .with("verify", "[topic orders]");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    private PlantedKafka cleanly() {
        return PlantedKafka.copyOf(ShopLogs.get().cleanly(), home.resolve("backups/kafka-1"));
    }

    private PlantedKafka crashed() {
        return PlantedKafka.copyOf(ShopLogs.get().crashed(), home.resolve("backups/kafka-1"));
    }

    private static KafkaInstance instance(Restoration restoration) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return (KafkaInstance) restoration.instance().orElseThrow();
    }

    @Test
    void all_of_it_comes_back() throws IOException {
        cleanly();
        var restoration = run.restore();
        var kafka = instance(restoration);
        kafka.assertThat()
                .isNotEmpty()
                .hasEveryProtectedTopic()
                .hasTopics("audit", "customers")
                .hasNoGaps()
                .topic("orders")
                .isNotEmpty()
                .hasPartitions(3)
                .hasConfig("retention.ms", "-1")
                .hasNoGaps()
                .hasTimestampsWithin(Duration.ofHours(1));
        kafka.assertThat().topic("customers").hasConfig("cleanup.policy", "compact");
        assertThat(restoration.rules()).noneMatch(rule -> rule.verdict() == WARN);
        var point = restoration.recoveryPoint().orElseThrow();
        assertThat(point.measuredBy()).isEqualTo("timestamp of the newest record");
        var made = ShopLogs.get().madeAt();
        assertThat(point.time()).isBetween(made.minus(Duration.ofMinutes(10)), made);
    }

    @Test
    void a_copy_of_a_broker_that_was_killed_is_a_warning() throws IOException {
        crashed();
        var restoration = run.restore();
        instance(restoration).assertThat().hasNoGaps();
        assertThat(restoration.rules())
                .filteredOn(rule -> rule.verdict() == WARN)
                .singleElement()
                .satisfies(rule -> assertThat(rule.message())
                        .contains("whether records that came later are missing cannot be told"));
    }

    /** The broker itself would make the one anew, empty, and set the others aside; clients would hear of neither. */
    @Test
    void directories_that_are_lost_and_such_as_the_metadata_does_not_know_are_found() throws IOException {
        var planted = crashed();
        planted.drop("orders-1");
        PlantedKafka.copy(planted.partition("orders-0"), planted.partition("ghosts-0"));
        PlantedKafka.copy(planted.partition("orders-0"), planted.partition("orders-7"));
        run.fails(
                "/kafka-1: the directories of partitions and the metadata do not agree:",
                "  orders-1: the metadata names it, and its directory is missing",
                "  ghosts-0: its directory is there, and the metadata does not know it",
                "  orders-7: its directory is there, and the metadata does not know it");
    }

    @Test
    void a_partition_of_another_cluster_is_found() throws IOException {
        var planted = cleanly();
        Files.writeString(
                planted.partition("orders-0").resolve("partition.metadata"),
                "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAQ\n");
        run.fails(
                "orders-0: it belongs to another topic of that name: expecting id ",
                "but found AAAAAAAAAAAAAAAAAAAAAQ");
    }

    @Test
    void damage_ends_the_restore_before_a_broker_starts() throws IOException {
        PlantedKafka.cutBatches(cleanly().last("orders-0"), 1);
        var restoration = run.fails(
                "/kafka-1 is damaged, which was found before a broker could hide it:",
                "orders-0: it ends at offset 980, but recovery-point-offset-checkpoint says 1,000: 20 offsets are lost at its end");
        assertThat(restoration.phases()).noneMatch(phase -> phase.toString().contains("phase=ready"));
    }

    @Test
    void a_damaged_newest_copy_is_not_passed_over() throws IOException {
        cleanly();
        var newest = PlantedKafka.copyOf(ShopLogs.get().crashed(), home.resolve("backups/kafka-2"));
        Files.delete(newest.directory().resolve("meta.properties"));
        run.fails("/kafka-2 is no log directory of Kafka: it has no meta.properties");
    }

    @Test
    void a_newest_copy_that_broke_off_before_the_metadata_is_not_passed_over() throws IOException {
        cleanly();
        var newest = PlantedKafka.copyOf(ShopLogs.get().crashed(), home.resolve("backups/kafka-2"));
        for (var name : List.of("__cluster_metadata-0", "orders-0", "orders-1", "orders-2")) {
            newest.drop(name);
        }
        try (var files = Files.walk(newest.directory())) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
        run.fails("/kafka-2 is damaged", "__cluster_metadata-0: it is missing");
    }

    @Test
    void an_empty_newest_copy_is_not_passed_over() throws IOException {
        cleanly();
        var newest = Files.createDirectories(home.resolve("backups/kafka-2"));
        Files.setLastModifiedTime(newest, FileTime.from(Instant.EPOCH));
        run.fails("/kafka-2 is no log directory of Kafka: it has no meta.properties");
    }

    @Test
    void what_is_no_directory_is_not_passed_over() throws IOException {
        cleanly();
        Files.writeString(home.resolve("backups/kafka-2.tar"), "an archive");
        run.fails("/kafka-2.tar is no log directory of Kafka: it is no directory at all");
    }

    @Test
    void where_there_is_no_copy_there_is_no_backup() throws IOException {
        Files.createDirectories(home.resolve("backups"));
        run.fails("no usable backup: no directory matches " + home.resolve("backups/kafka-*"));
    }

    @Test
    void a_copy_of_another_cluster_is_found() throws IOException {
        cleanly();
        run.with(
                "backup",
                "{type: log-dirs, cluster: 5L6g3nShT-eMCtK--X86sw, directory: '" + home.resolve("backups/kafka-*")
                        + "'}");
        run.fails("/kafka-1 is of another cluster: expecting 5L6g3nShT-eMCtK--X86sw, but found ");
    }

    @Test
    void a_link_in_a_copy_cannot_be_followed() throws IOException {
        Files.createSymbolicLink(cleanly().partition("orders-0").resolve("more.log"), Path.of("/etc/hostname"));
        run.cannotTell("more.log is a symbolic link or a special file");
    }

    @Test
    void two_log_directories_of_one_broker_come_back_together() throws IOException {
        var first = PlantedKafka.copyOf(ShopLogs.get().cleanly(), home.resolve("backups/kafka-1/a"));
        var second = Files.createDirectories(home.resolve("backups/kafka-1/b"));
        Files.move(first.partition("audit-0"), second.resolve("audit-0"));
        for (var name : List.of("meta.properties", ".kafka_cleanshutdown")) {
            Files.copy(first.directory().resolve(name), second.resolve(name));
        }
        Files.writeString(second.resolve("recovery-point-offset-checkpoint"), "0\n1\naudit 0 50\n");
        first.withoutCheckpointOf("audit", 0);
        var properties = Files.readString(second.resolve("meta.properties"));
        Files.writeString(
                second.resolve("meta.properties"),
                properties.replaceAll("directory.id=.*", "directory.id=0oq4v2D7BBInUmw8zEpoIw"));
        instance(run.restore()).assertThat().topic("audit").isNotEmpty().hasNoGaps();
    }

    @Test
    void the_state_of_another_moment_cannot_be_asked_for() throws IOException {
        cleanly();
        assertThatThrownBy(() -> run.at("1h ago"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("holds the state of one moment; no other can be restored from it");
    }

    @Test
    void an_entry_of_verify_that_means_nothing_is_a_mistake() throws IOException {
        cleanly();
        run.with("verify", "[select 1]");
        assertThatThrownBy(() -> run.restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("verify: has [select 1], which means nothing to Kafka");
    }

    @Test
    void a_topic_that_verify_names_and_that_is_not_there_fails_the_restore() throws IOException {
        cleanly();
        run.with("verify", "[topic refunds]");
        run.fails("Expecting topic", "refunds", "to hold a record, but there is no such topic");
    }

    @Test
    void a_jvm_that_is_killed_leaves_no_broker() throws Exception {
        cleanly();
        var child = ChildRestore.start(
                List.of(), home, "{type: log-dirs, directory: '" + home.resolve("backups/kafka-*") + "'}");
        try (var output = child.inputReader()) {
            assertThat(output.lines()
                            .filter(line -> line.startsWith(ChildRestore.DONE))
                            .findFirst())
                    .contains(ChildRestore.DONE + "PASS ");
            assertThat(PlantedRun.processesOf(home.resolve("work"))).isNotEmpty();
        } finally {
            Command.of("kill", "-KILL", Long.toString(child.pid())).runOrThrow("killing the JVM");
            child.waitFor();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(PlantedRun.processesOf(home.resolve("work"))).isEmpty());
        run.open().sweep();
        run.nothingIsLeft();
    }
}
