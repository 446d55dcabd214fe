package dev.firedrill.kafka.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.archive.RecordedShop;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.rules.Finding;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that grew after it was recorded, beside what was recorded, and beside what was not. */
class InventoryComparisonTest {
    private static final KafkaInventory INVENTORY = RecordedShop.get().inventory();
    private static final Instant LATER = INVENTORY.recordedAt().plusSeconds(60);
    private static final Instant EARLIER = INVENTORY.at().minusSeconds(60);

    @TempDir
    private static Path directory;

    private static KafkaServer server;

    @BeforeAll
    static void grow() throws Exception {
        server = RecordedShop.broker(directory, false);
        try (var producer = new KafkaProducer<>(server.owner(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < 5; n++) {
                producer.send(new ProducerRecord<>("orders", 0, "late".getBytes(), "later".getBytes()));
            }
        }
        try (var admin = Admin.create(server.owner())) {
            admin.deleteRecords(Map.of(new TopicPartition("audit", 0), RecordsToDelete.beforeOffset(10)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void end() {
        RecordedShop.end(server);
    }

    private static String said(KafkaInventory inventory, Instant madeAt, Function<InventoryComparison, Finding> rule) {
        var restored = new RestoredLog(KafkaClients.of(server.owner()), madeAt, Map.of(), "", "", () -> {});
        return Saying.of(rule.apply(new InventoryComparison(inventory, restored)));
    }

    private static String content(KafkaInventory inventory, String topic) {
        return said(inventory, LATER, comparison -> comparison.content(topic));
    }

    @Test
    void what_was_written_later_makes_no_difference() {
        assertThat(content(INVENTORY, "orders")).isEqualTo("PASS");
        assertThat(content(INVENTORY, "customers")).isEqualTo("PASS");
        assertThat(content(INVENTORY, "payments")).isEqualTo("PASS");
        assertThat(said(INVENTORY, LATER, comparison -> comparison.offsets("orders")))
                .isEqualTo("PASS");
        assertThat(said(INVENTORY, LATER, comparison -> comparison.groups("orders")))
                .isEqualTo("PASS");
    }

    @Test
    void what_is_missing_at_the_end_of_a_later_backup_was_lost() {
        var longer = OtherInventory.content(INVENTORY, "orders", content -> OtherInventory.ending(content, 1_007));
        assertThat(content(longer, "orders"))
                .isEqualTo(
                        "FAIL  events · latest · rule kafka-content\n"
                                + "Expecting the records to be those of the inventory   (inventory of " + INVENTORY.at()
                                + ", backup of " + LATER + ")\n"
                                + """
                        but of 3 partitions, 3 differences were found.
                          orders-0 ends at offset 1,005, and in the inventory at 1,007: its last 2 offsets are missing
                          orders-1 ends at offset 1,000, and in the inventory at 1,007: its last 7 offsets are missing
                          orders-2 ends at offset 1,000, and in the inventory at 1,007: its last 7 offsets are missing""");
        assertThat(said(longer, LATER, comparison -> comparison.offsets("orders")))
                .startsWith("FAIL")
                .contains(
                        "orders-1 ends at offset 1,000, and in the inventory at 1,007: its last 7 offsets are missing");
    }

    @Test
    void of_an_older_backup_what_came_after_it_cannot_be_told() {
        var longer = OtherInventory.content(INVENTORY, "orders", content -> OtherInventory.ending(content, 1_007));
        assertThat(said(longer, EARLIER, comparison -> comparison.content("orders")))
                .startsWith("INCONCLUSIVE")
                .contains("(inventory of " + INVENTORY.at() + ", backup of " + EARLIER + ")")
                .contains("of 3 partitions, 3 cannot be told")
                .contains(
                        "orders-1 ends at offset 1,000, and in the inventory at 1,007: the backup is older, so what came"
                                + " after it cannot be told")
                .contains("Hint: restore a backup that was made after the inventory");
    }

    @Test
    void other_records_differ_though_the_backup_is_older() {
        var other = OtherInventory.content(INVENTORY, "orders", OtherInventory::otherRecords);
        assertThat(said(other, EARLIER, comparison -> comparison.content("orders")))
                .startsWith("FAIL")
                .contains(
                        "orders-2, offsets 0 to 999: its 1,000 records are not those of the inventory, which has as many");
    }

    @Test
    void records_that_went_before_their_time_were_lost() {
        assertThat(content(INVENTORY, "audit"))
                .startsWith("FAIL")
                .contains(
                        "audit-0 begins at offset 10, and in the inventory at 0: its configuration does not explain it"
                                + " (cleanup.policy=delete, retention.ms=-1, retention.bytes=-1)");
        var keeping = OtherInventory.topic(INVENTORY, "audit", topic -> OtherInventory.retaining(topic, 3_600_000));
        assertThat(said(keeping, LATER, comparison -> comparison.offsets("audit")))
                .startsWith("FAIL")
                .contains("does not explain it (cleanup.policy=delete, retention.ms=3600000, retention.bytes=-1)");
    }

    @Test
    void records_that_were_old_enough_may_go_and_a_warning_says_what_was_not_compared() {
        var brief = OtherInventory.topic(INVENTORY, "audit", topic -> OtherInventory.retaining(topic, 1_000));
        assertThat(said(brief, LATER, InventoryComparison::everything))
                .startsWith("WARN")
                .contains("of 4 topics, 1 doubt remains")
                .contains(
                        "audit-0 begins at offset 10, and in the inventory at 0, as its configuration allows; offsets 10 to"
                                + " 49 cannot be compared");
    }

    @Test
    void where_no_record_was_compared_it_cannot_be_told() {
        var brief = OtherInventory.topic(INVENTORY, "audit", topic -> OtherInventory.retaining(topic, 1_000));
        assertThat(content(brief, "audit"))
                .startsWith("INCONCLUSIVE")
                .contains("no record was compared: nothing is left of what the inventory has; record it anew");
        var gone = OtherInventory.content(brief, "audit", content -> OtherInventory.ending(content, 8));
        assertThat(content(gone, "audit"))
                .isEqualTo(
                        "INCONCLUSIVE  events · latest · rule kafka-content\n"
                                + "Expecting the records to be those of the inventory   (inventory of " + INVENTORY.at()
                                + ", backup of " + LATER + ")\n"
                                + """
                        but of 1 partition, one cannot be told.
                          no record was compared: nothing is left of what the inventory has; record it anew with firedrill inventory
                          audit-0 begins at offset 10, and in the inventory at 0, as its configuration allows; nothing is left of what the inventory has""");
        assertThat(said(gone, LATER, comparison -> comparison.offsets("audit"))).startsWith("INCONCLUSIVE");
        assertThat(said(gone, LATER, InventoryComparison::everything))
                .startsWith("WARN")
                .contains(
                        "audit-0 begins at offset 10, and in the inventory at 0, as its configuration allows; nothing");
        var empty = OtherInventory.content(INVENTORY, "orders", content -> OtherInventory.EMPTY);
        assertThat(content(empty, "orders"))
                .startsWith("INCONCLUSIVE")
                .contains("no record was compared: the inventory has none; record it anew with firedrill inventory");
    }

    @Test
    void a_backup_of_another_cluster_is_not_the_recorded_one() {
        var other = new KafkaInventory(
                "events", "other", INVENTORY.at(), INVENTORY.recordedAt(), INVENTORY.topics(), INVENTORY.groups());
        assertThat(content(other, "orders"))
                .startsWith("FAIL")
                .contains("of 3 partitions, 1 difference was found")
                .contains("the backup is of cluster [" + INVENTORY.clusterId()
                        + "], and the inventory of cluster [other]");
    }

    @Test
    void compaction_may_have_come_farther_as_long_as_the_newest_values_are_the_same() {
        var before = OtherInventory.content(INVENTORY, "customers", OtherInventory::otherRecords);
        assertThat(content(before, "customers")).isEqualTo("PASS");
        var other = OtherInventory.content(INVENTORY, "customers", OtherInventory::otherLatest);
        assertThat(content(other, "customers"))
                .startsWith("FAIL")
                .contains("customers-0: the newest values of its 20 keys are not those of the inventory, which has 20");
        var shorter = OtherInventory.content(before, "customers", content -> OtherInventory.ending(content, 590));
        assertThat(content(shorter, "customers"))
                .startsWith("INCONCLUSIVE")
                .contains(
                        "customers-0 is compacted, and was written to between both: what compaction took cannot be told from"
                                + " what was lost");
    }

    @Test
    void records_of_aborted_transactions_that_became_committed_differ() {
        var other = OtherInventory.committed(INVENTORY, "payments", OtherInventory::otherRecords);
        assertThat(content(other, "payments"))
                .startsWith("FAIL")
                .contains(
                        "payments-1, offsets 0 to 119: its 80 records are not those of the inventory, which has as many (as"
                                + " readers of committed records see it)");
    }

    @Test
    void groups_may_move_on_and_not_back() {
        assertThat(groups(699, "any")).isEqualTo("PASS");
        assertThat(groups(701, ""))
                .startsWith("FAIL")
                .contains(
                        "group billing on orders-0 stands at offset 700, and in the inventory at 701: it would read 1 offset"
                                + " again");
        assertThat(groups(700, "other"))
                .startsWith("FAIL")
                .contains("of 1 group offset, 1 difference was found")
                .contains(
                        "group billing on orders-0 stands at offset 700, and the record that it reads next is not that of"
                                + " the inventory");
    }

    /** It is asked for by name, and nothing would be compared. */
    @Test
    void of_a_topic_on_which_no_group_was_recorded_it_cannot_be_told() {
        assertThat(said(INVENTORY, LATER, comparison -> comparison.groups("audit")))
                .startsWith("INCONCLUSIVE")
                .contains("it cannot be told: the inventory has no group on topic  audit");
    }

    private static String groups(long offset, String record) {
        return said(OtherInventory.group(INVENTORY, offset, record), LATER, comparison -> comparison.groups("orders"));
    }

    @Test
    void topics_and_partitions_that_are_missing_are_named() {
        var more = OtherInventory.topic(INVENTORY, "payments", topic -> {
            var twice = new ArrayList<>(topic.partitions());
            twice.add(new RecordedPartition(2, topic.partitions().get(0).all(), Optional.empty()));
            return new RecordedTopic(topic.state(), twice);
        });
        assertThat(said(more, LATER, comparison -> comparison.configuration("payments")))
                .startsWith("FAIL")
                .contains("topic payments has 2 partitions, and in the inventory 3");
        assertThat(content(more, "payments")).startsWith("FAIL").contains("partition payments-2 is missing");
        assertThat(said(more, LATER, comparison -> comparison.offsets("payments")))
                .startsWith("FAIL")
                .contains("partition payments-2 is missing");
        var elsewhere = new KafkaInventory(
                "events",
                "",
                INVENTORY.at(),
                INVENTORY.recordedAt(),
                List.of(new RecordedTopic(new TopicState("returns", 1, Map.of(), "delete", -1, -1), List.of())),
                List.of());
        assertThat(said(elsewhere, LATER, InventoryComparison::everything))
                .startsWith("FAIL")
                .contains("topic returns is missing");
        assertThat(said(elsewhere, LATER, comparison -> comparison.content("orders")))
                .startsWith("INCONCLUSIVE")
                .contains("the inventory has nothing of topic  orders");
    }
}
