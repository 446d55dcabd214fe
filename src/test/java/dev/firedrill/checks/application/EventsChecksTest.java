package dev.firedrill.checks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.kafka.KafkaFiles;
import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.local.PlantedRun;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the sample's events are green on the sample and red for each fault. */
class EventsChecksTest {
    private static final String TOPICS = "[orders, payments, customers, audit]";

    private final Sample sample = PracticeShop.sample();
    private final EventsCheck monthly = new EventsCheck();
    private final EventsFilesCheck daily = new EventsFilesCheck();

    @TempDir
    private Path home;

    private PlantedKafka planted;

    @BeforeEach
    void copy_the_backup() {
        planted = PlantedKafka.copyOf(sample.directory().resolve("events/events-1"), home.resolve("backups/events-1"));
    }

    private PlantedRun run(String depth, String topics) {
        return PlantedRun.of(
                        "kafka",
                        home,
                        "{type: log-dirs, directory: '" + home.resolve("backups/events-*") + "', depth: " + depth + "}",
                        home.resolve("backups"))
                .with("topics", topics)
                .with("inventory", "'" + sample.directory().resolve("events-inventory.json") + "'")
                .with("asOf", sample.facts().asOf().toString());
    }

    private static <T extends Instance> T instance(Restoration restoration, Class<T> type) {
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return type.cast(restoration.instance().orElseThrow());
    }

    @Test
    void the_sample_is_green() throws IOException {
        try (var run = run("load", TOPICS)) {
            var restoration = run.restore();
            var events = instance(restoration, KafkaInstance.class);
            assertThatCode(() -> {
                        monthly.every_record_is_there_as_it_was_recorded(events, events.inventory());
                        monthly.no_topic_has_gaps_or_runs_backwards(events);
                        monthly.topics_are_configured_as_the_shop_needs_them(events);
                        monthly.the_restore_meets_its_objectives(restoration);
                    })
                    .doesNotThrowAnyException();
        }
        try (var run = run("files", TOPICS)) {
            var restoration = run.restore();
            assertThatCode(() -> {
                        daily.the_files_are_sound_and_hold_each_protected_topic(
                                instance(restoration, KafkaFiles.class));
                        daily.the_copy_is_recent(restoration);
                    })
                    .doesNotThrowAnyException();
        }
    }

    /** The last byte of a batch belongs to a header of its last record; its checksum is right again. */
    @Test
    void a_byte_that_was_changed_with_everything_mended_is_red() throws IOException {
        var segment = planted.segments("orders-1").get(0);
        var boundaries = PlantedKafka.boundaries(segment);
        int last = (int) (boundaries.get(4) - boundaries.get(3)) - 1;
        PlantedKafka.mended(segment, 3, last, (byte) '!');
        try (var run = run("load", TOPICS)) {
            var events = instance(run.restore(), KafkaInstance.class);
            var inventory = events.inventory();
            assertThatThrownBy(() -> monthly.every_record_is_there_as_it_was_recorded(events, inventory))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("FAIL", "orders-1");
        }
    }

    @Test
    void a_topic_that_is_missing_and_an_old_copy_are_red_without_a_broker() throws IOException {
        try (var run = run("files", "[orders, invoices]")) {
            var files = instance(run.restore(), KafkaFiles.class);
            assertThatThrownBy(() -> daily.the_files_are_sound_and_hold_each_protected_topic(files))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("invoices");
        }
        try (var run = run("files", TOPICS).with("asOf", "2999-01-01T00:00:00Z")) {
            var restoration = run.restore();
            assertThatThrownBy(() -> daily.the_copy_is_recent(restoration))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("age of the newest backup");
        }
    }

    @Test
    void a_batch_that_is_missing_is_red_without_a_broker() throws IOException {
        var segment = planted.segments("payments-0").stream()
                .filter(each -> PlantedKafka.boundaries(each).size() > 3)
                .findFirst()
                .orElseThrow();
        PlantedKafka.removeBatch(segment, 1);
        try (var run = run("files", TOPICS)) {
            run.fails("payments-0");
        }
    }
}
