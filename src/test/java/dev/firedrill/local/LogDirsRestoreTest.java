package dev.firedrill.local;

import static dev.firedrill.verdict.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ShopLogs;
import dev.firedrill.restore.Restoration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        assertThat(point.time()).isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
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
}
