package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.kafka.ProductionKafka;
import dev.firedrill.kafka.ShopLogs;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaRulesTest {

    @TempDir
    private static Path home;

    private static PlantedRun run;
    private static KafkaInstance events;

    /** A topic of out-of-order timestamps, one of nothing, and one whose records are over their time. */
    @BeforeAll
    static void restore() throws Exception {
        PlantedKafka.copy(ShopLogs.get().cleanly(), home.resolve("production/data"));
        try (var production = ProductionKafka.start(
                        home.resolve("production"), "log.dirs=" + home.resolve("production/data"));
                var admin = production.admin()) {
            admin.createTopics(List.of(
                            new NewTopic("late", 1, (short) 1).configs(Map.of("retention.ms", "-1")),
                            new NewTopic("nothing", 1, (short) 1)))
                    .all()
                    .get();
            try (var producer = production.producer(Map.of())) {
                long noon = 1_795_000_000_000L;
                for (long minutes : List.of(0L, 30L, 90L, 29L, 95L, 20L)) {
                    producer.send(new ProducerRecord<>("late", 0, noon + minutes * 60_000, null, "x".getBytes()));
                }
            }
        }
        PlantedKafka.copy(home.resolve("production/data"), home.resolve("backups/kafka-1"));
        run = PlantedRun.of(
                        "kafka",
                        home,
                        "{type: log-dirs, directory: '" + home.resolve("backups/kafka-*") + "'}",
                        home.resolve("backups"))
                .with("topics", "[orders, refunds]");
        var restoration = run.restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        events = (KafkaInstance) restoration.instance().orElseThrow();
    }

    @AfterAll
    static void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void what_holds_passes() {
        assertThat(events).isNotEmpty().hasTopics("orders", "nothing");
        assertThat(events).topic("orders").isNotEmpty().hasPartitions(3).hasConfig("retention.ms", "-1");
        assertThat(events).topic("late").hasTimestampsWithin(Duration.ofMinutes(75));
        assertThat(events).topic("payments").hasNoGaps();
    }

    @Test
    void a_protected_topic_that_is_missing_is_found() {
        assertThatThrownBy(() -> assertThat(events).hasEveryProtectedTopic())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        """
                        Expecting topics  orders, refunds  to be there
                        but 1 of 2 topics is missing; there are [audit, customers, late, nothing, orders, payments]; allowed: 0.
                          topics:  refunds""");
    }

    @Test
    void a_topic_that_is_missing_fails_each_rule() {
        var message = "but there is no topic refunds; there are [audit, customers, late, nothing, orders, payments]";
        assertThatThrownBy(() -> assertThat(events).topic("refunds").isNotEmpty())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> assertThat(events).topic("refunds").hasNoGaps())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> assertThat(events).topic("refunds").hasPartitions(3))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> assertThat(events).topic("refunds").hasTimestampsWithin(Duration.ofHours(1)))
                .hasMessageContaining(message);
    }

    @Test
    void a_topic_without_records_is_found() {
        assertThatThrownBy(() -> assertThat(events).topic("nothing").isNotEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting topic  nothing  to hold records\nbut it holds none");
    }

    @Test
    void another_number_of_partitions_is_found() {
        assertThatThrownBy(() -> assertThat(events).topic("orders").hasPartitions(4))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting topic  orders  to have 4 partitions\nbut it has 3");
    }

    @Test
    void a_configuration_that_was_lost_is_found() {
        assertThatThrownBy(() -> assertThat(events).topic("orders").hasConfig("cleanup.policy", "compact"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting topic  orders  to have  cleanup.policy  compact\nbut it is delete");
        assertThatThrownBy(() -> assertThat(events).topic("orders").hasConfig("cleanup.polizei", "compact"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("this Kafka knows no key cleanup.polizei");
    }

    @Test
    void records_that_are_further_behind_are_found() {
        assertThatThrownBy(() -> assertThat(events).topic("late").hasTimestampsWithin(Duration.ofHours(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        """
                        Expecting no timestamp of topic  late  to be more than 1h behind the newest before it in its partition
                        but 2 of 6 records are further behind; allowed: 0.
                          record -> how far:  late-0 offset 3 -> 1h1m behind, late-0 offset 5 -> 1h15m behind""");
        assertThatThrownBy(() -> assertThat(events).hasTimestampsWithin(Duration.ofHours(1)))
                .hasMessageContaining("of any topic");
        assertThat(events).atMost(2).topic("late").hasTimestampsWithin(Duration.ofHours(1));
    }

    @Test
    void a_gap_is_found_where_no_compaction_was() throws IOException {
        var segment = served("audit-0");
        var whole = Files.readAllBytes(segment);
        try {
            PlantedKafka.removeBatch(segment, 0);
            assertThatThrownBy(() -> assertThat(events).topic("audit").hasNoGaps())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(
                            """
                            Expecting topic  audit  to miss no offset
                            but 50 of 50 offsets are missing; allowed: 0.
                              partition -> missing:  audit-0 -> offsets 0 to 49""");
        } finally {
            Files.write(segment, whole);
        }
        assertThat(events).topic("audit").hasNoGaps();
    }

    private static Path served(String partition) throws IOException {
        try (var files = Files.walk(home.resolve("work"))) {
            return files.filter(file -> file.endsWith(partition + "/00000000000000000000.log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_client_of_ones_own_reads_what_it_is_assigned() {
        try (var consumer = events.connect()) {
            consumer.assign(Set.of(new TopicPartition("audit", 0)));
            var records = consumer.poll(Duration.ofSeconds(10)).records(new TopicPartition("audit", 0));
            assertThat(records.get(0).key()).isNull();
            assertThat(records.get(0).headers().lastHeader("trace").value()).isEqualTo("t0".getBytes());
        }
    }
}
