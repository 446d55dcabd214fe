package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ShopLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Kafka that lists a restore, and a class that asks for one. */
class BuiltInKafkaTest {
    private static final String RESTORE = "events · latest · ";

    @TempDir
    private Path home;

    @BuiltInChecks
    static class Backups {}

    @Monthly
    @Restore("events")
    static class Events {
        @Test
        void customers_are_compacted(KafkaInstance events) {
            events.assertThat().topic("customers").hasConfig("cleanup.policy", "compact");
        }
    }

    @BeforeEach
    void copy() {
        PlantedKafka.copyOf(ShopLogs.get().cleanly(), home.resolve("backup/kafka-1"));
    }

    @Test
    void a_kafka_is_checked_with_no_line_of_java_and_a_class_is_given_it() throws Exception {
        var checks = LaunchedChecks.run(
                configuration("topics: [orders, payments]"), "monthly", Map.of(), Backups.class, Events.class);
        assertThat(checks.red()).isEmpty();
        assertThat(checks.names())
                .contains(
                        RESTORE + "restored",
                        RESTORE + "restore time (RTO)",
                        RESTORE + "data lost (RPO)",
                        RESTORE + "age of the newest backup",
                        RESTORE + "there are records",
                        RESTORE + "every protected topic",
                        RESTORE + "no offset is missing",
                        RESTORE + "timestamps in their order",
                        RESTORE + "verify topic orders",
                        "customers_are_compacted(KafkaInstance)");
    }

    @Test
    void a_protected_topic_that_is_missing_is_red() throws Exception {
        var checks = LaunchedChecks.run(configuration("topics: [orders, refunds]"), "monthly", Map.of(), Backups.class);
        assertThat(checks.thrownBy(RESTORE + "every protected topic"))
                .hasMessageContaining("Expecting topics  orders, refunds  to be there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"monthly & application", "monthly & application-state"})
    void its_checks_run_in_the_week_of_the_applications(String groups) throws IOException {
        assertThat(LaunchedChecks.discovered(configuration("topics: [orders]"), groups, Backups.class)
                        .values())
                .contains(RESTORE + "restored", RESTORE + "every protected topic");
    }

    @ParameterizedTest
    @CsvSource({"log-dirs, true, true", "export, false, true", "s3-sink, false, false"})
    void what_an_archive_cannot_tell_is_not_listed(String type, boolean gaps, boolean timestamps) throws IOException {
        var names = LaunchedChecks.discovered(configuration(type, "topics: [orders]"), "monthly", Backups.class)
                .values();
        assertThat(names).contains(RESTORE + "there are records");
        assertThat(List.of(
                        names.contains(RESTORE + "no offset is missing"),
                        names.contains(RESTORE + "timestamps in their order")))
                .containsExactly(gaps, timestamps);
    }

    private Path configuration(String topics) throws IOException {
        return configuration("log-dirs", topics);
    }

    private Path configuration(String type, String topics) throws IOException {
        return Files.writeString(
                home.resolve("firedrill.yaml"),
                """
                defaults: {workdir: ./work}
                systems:
                  events: {engine: kafka, objectives: {rpo: 24h}, backup: {type: %s, directory: "%s"}, %s, verify: [topic orders], restores: {monthly: [latest]}}
                """
                        .formatted(type, home.resolve("backup/kafka-*"), topics));
    }
}
