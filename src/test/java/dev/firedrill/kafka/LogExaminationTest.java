package dev.firedrill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen in log directories before a broker starts over them. */
class LogExaminationTest {
    private static final String ORDERS = "orders-0";

    @TempDir
    private Path home;

    private PlantedKafka cleanly() {
        return PlantedKafka.copyOf(ShopLogs.get().cleanly(), home.resolve("copy"));
    }

    private PlantedKafka crashed() {
        return PlantedKafka.copyOf(ShopLogs.get().crashed(), home.resolve("copy"));
    }

    private static LogExamination examined(PlantedKafka planted) {
        return LogExamination.of(List.of(planted.directory()), () -> {});
    }

    private static List<String> damage(PlantedKafka planted) {
        return examined(planted).damage();
    }

    @Test
    void a_whole_copy_is_whole() {
        var found = examined(cleanly());
        assertThat(found.damage()).isEmpty();
        assertThat(found.cleanlyShutDown()).isTrue();
        assertThat(found.torn()).isEmpty();
        var orders = found.log(new TopicPartition("orders", 0)).orElseThrow();
        assertThat(orders.records()).isEqualTo(1000);
        assertThat(orders.start()).isZero();
        assertThat(orders.end()).isEqualTo(1000);
        assertThat(orders.segments()).hasSizeGreaterThan(2);
        assertThat(orders.topicId()).isPresent();
    }

    /** Transactions leave marks of their own, and the cleaner leaves gaps. */
    @Test
    void marks_and_what_was_compacted_are_no_loss() {
        var found = examined(cleanly());
        var payments = found.log(new TopicPartition("payments", 0)).orElseThrow();
        assertThat(payments.records()).isEqualTo(100);
        assertThat(payments.end()).isEqualTo(120);
        assertThat(payments.lost()).isEmpty();
        var customers = found.log(new TopicPartition("customers", 0)).orElseThrow();
        assertThat(customers.end()).isEqualTo(600);
        assertThat(customers.records()).isLessThan(600);
        assertThat(customers.compacted()).isPositive();
        assertThat(customers.cleaned()).isPositive();
        assertThat(customers.lost()).isEmpty();
    }

    @Test
    void what_a_killed_broker_left_is_whole() {
        var found = examined(crashed());
        assertThat(found.damage()).isEmpty();
        assertThat(found.cleanlyShutDown()).isFalse();
    }

    @Test
    void a_last_segment_cut_between_two_batches_is_found() throws IOException {
        var planted = cleanly();
        PlantedKafka.cutBatches(planted.last(ORDERS), 1);
        assertThat(damage(planted))
                .contains(
                        "orders-0: it ends at offset 980, but recovery-point-offset-checkpoint says 1,000: 20 offsets are lost at its end");
    }

    @Test
    void a_last_segment_cut_within_a_batch_is_found() throws IOException {
        var planted = cleanly();
        var last = planted.last(ORDERS);
        PlantedKafka.truncate(last, Files.size(last) - 7);
        assertThat(damage(planted))
                .contains("orders-0: " + last.getFileName() + " ends within a batch, after offset 979");
    }

    /** A crash may leave that; what was there before is known by the high watermark. */
    @Test
    void a_torn_batch_after_a_crash_is_no_damage_unless_it_was_there_before() throws IOException {
        var planted = crashed();
        var last = planted.last(ORDERS);
        PlantedKafka.truncate(last, Files.size(last) - 7);
        planted.checkpoint(OffsetCheckpoint.HIGH_WATERMARK, "orders", 0, 1_000);
        assertThat(damage(planted)).isEmpty();
        assertThat(examined(planted).torn()).containsExactly(ORDERS);
        planted.checkpoint(OffsetCheckpoint.HIGH_WATERMARK, "orders", 0, 1_010);
        assertThat(damage(planted))
                .containsExactly(
                        "orders-0: it ends at offset 1,009, but replication-offset-checkpoint says 1,010: 1 offset is lost at its end");
    }

    @Test
    void a_lost_first_segment_is_found() throws IOException {
        var planted = cleanly();
        planted.dropSegment(planted.segments(ORDERS).get(0));
        long first = Long.parseLong(
                planted.segments(ORDERS).get(0).getFileName().toString().substring(0, 20));
        assertThat(damage(planted))
                .containsExactly(
                        "orders-0: offsets 0 to %,d are missing at its begin: leader-epoch-checkpoint says that it begins there"
                                .formatted(first - 1));
    }

    /** A broker that deletes old segments renames them first, and writes down later where the log begins. */
    @Test
    void a_first_segment_that_is_being_deleted_is_no_loss_as_long_as_it_is_whole() throws IOException {
        var planted = cleanly();
        var first = planted.segments(ORDERS).get(0);
        var deleted = first.resolveSibling(first.getFileName() + ".deleted");
        Files.copy(first, deleted);
        planted.dropSegmentBut(first, deleted);
        assertThat(damage(planted)).isEmpty();
        var lost =
                "orders-0: offsets 0 to %,d are missing at its begin: leader-epoch-checkpoint says that it begins there"
                        .formatted(base(planted.segments(ORDERS).get(0)) - 1);
        PlantedKafka.cutBatches(deleted, 1);
        assertThat(damage(planted)).containsExactly(lost);
        PlantedKafka.truncate(deleted, 0);
        assertThat(damage(planted)).containsExactly(lost);
    }

    @Test
    void a_second_segment_lost_behind_one_that_is_being_deleted_is_found() throws IOException {
        var planted = cleanly();
        var segments = planted.segments(ORDERS);
        var deleted = segments.get(0).resolveSibling(segments.get(0).getFileName() + ".deleted");
        Files.copy(segments.get(0), deleted);
        planted.dropSegmentBut(segments.get(0), deleted);
        planted.dropSegment(segments.get(1));
        assertThat(damage(planted))
                .containsExactly(
                        "orders-0: offsets 0 to %,d are missing at its begin: leader-epoch-checkpoint says that it begins there"
                                .formatted(base(segments.get(2)) - 1));
    }

    @Test
    void an_index_of_aborted_transactions_that_is_lost_or_emptied_is_found() throws IOException {
        var planted = cleanly();
        var index = planted.partition("payments-0").resolve("00000000000000000000.txnindex");
        var line =
                "payments-0: 00000000000000000000.txnindex does not name %d of 4 aborted transactions, such as that of"
                        + " offsets %d to %d";
        PlantedKafka.truncate(index, Files.size(index) - 1);
        assertThat(damage(planted)).containsExactly(line.formatted(1, 114, 119));
        PlantedKafka.truncate(index, 0);
        assertThat(damage(planted)).containsExactly(line.formatted(4, 24, 29));
        Files.delete(index);
        assertThat(damage(planted)).containsExactly(line.formatted(4, 24, 29));
    }

    /** What the broker had flushed it does not read again, whether it was shut down cleanly or not. */
    @Test
    void after_a_crash_the_broker_makes_that_index_anew_unless_the_segment_was_flushed() throws IOException {
        var planted = cleanly();
        Files.delete(planted.partition("payments-0").resolve("00000000000000000000.txnindex"));
        planted.withoutMarker();
        planted.checkpoint(OffsetCheckpoint.RECOVERY_POINT, "payments", 0, 0);
        assertThat(damage(planted)).isEmpty();
        planted.checkpoint(OffsetCheckpoint.RECOVERY_POINT, "payments", 0, 120);
        assertThat(damage(planted)).hasSize(1);
    }

    @Test
    void an_index_of_times_that_is_lost_is_found() throws IOException {
        var planted = cleanly();
        Files.delete(planted.partition(ORDERS).resolve("00000000000000000000.timeindex"));
        assertThat(damage(planted)).containsExactly("orders-0: 00000000000000000000.timeindex is missing");
    }

    @Test
    void a_lost_segment_in_the_middle_is_found() throws IOException {
        var planted = cleanly();
        var segments = planted.segments(ORDERS);
        planted.dropSegment(segments.get(1));
        assertThat(damage(planted))
                .containsExactly("orders-0: offsets %,d to %,d are missing before or in %s"
                        .formatted(
                                base(segments.get(1)),
                                base(segments.get(2)) - 1,
                                segments.get(2).getFileName()));
    }

    private static long base(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(0, 20));
    }

    @Test
    void a_batch_cut_out_of_the_middle_is_found() throws IOException {
        var planted = cleanly();
        var first = planted.segments(ORDERS).get(0);
        PlantedKafka.removeBatch(first, 2);
        assertThat(damage(planted)).anySatisfy(line -> assertThat(line)
                .isEqualTo("orders-0: offsets 40 to 59 are missing before or in " + first.getFileName()));
    }

    @Test
    void a_flipped_byte_is_found_with_and_without_the_marker() throws IOException {
        var planted = cleanly();
        var first = planted.segments(ORDERS).get(0);
        long second = PlantedKafka.boundaries(first).get(1);
        PlantedKafka.flip(first, second + 100);
        var line = "orders-0: %s: at byte %,d the checksum of the batch of offsets 20 to 39 is not that of its bytes"
                .formatted(first.getFileName(), second);
        assertThat(damage(planted)).contains(line);
        planted.withoutMarker();
        assertThat(damage(planted)).contains(line);
    }

    /** Its checksum holds again: that a record is missing is told by the numbers in the batch's head. */
    @Test
    void a_batch_that_holds_fewer_records_than_offsets_is_found() throws IOException {
        var planted = cleanly();
        var first = planted.segments(ORDERS).get(0);
        PlantedKafka.mended(first, 0, 57, (byte) 0, (byte) 0, (byte) 0, (byte) 19);
        assertThat(damage(planted))
                .contains("orders-0: " + first.getFileName()
                        + ": at byte 0 the batch of offsets 0 to 19 holds 19 records");
    }

    @Test
    void an_index_that_leads_elsewhere_is_found() throws IOException {
        var planted = cleanly();
        var segment = planted.segments(ORDERS).get(0);
        var index = segment.resolveSibling(segment.getFileName().toString().replace(".log", ".index"));
        assertThat(Files.size(index)).isPositive();
        PlantedKafka.flip(index, 7);
        assertThat(damage(planted))
                .singleElement()
                .asString()
                .startsWith(
                        "orders-0: " + segment.getFileName() + ": its index is wrong at byte 0: it says that offset ");
    }

    @Test
    void a_partition_without_a_segment_is_found() throws IOException {
        var planted = cleanly();
        planted.drop(ORDERS);
        Files.createDirectory(planted.partition(ORDERS));
        assertThat(damage(planted)).containsExactly("orders-0: it has no segment");
    }

    @Test
    void a_lost_partition_is_found() throws IOException {
        var planted = cleanly();
        planted.drop(ORDERS);
        assertThat(damage(planted))
                .containsExactly(
                        "orders-0: its directory is missing, though recovery-point-offset-checkpoint names it");
    }

    @Test
    void a_lost_log_of_the_controller_is_found() throws IOException {
        var planted = cleanly();
        planted.drop("__cluster_metadata-0");
        assertThat(damage(planted))
                .containsExactly(
                        "__cluster_metadata-0: it is missing, and with it what topics there were and how they were set up");
    }

    @Test
    void bytes_behind_the_last_batch_are_found() throws IOException {
        var planted = cleanly();
        var last = planted.last(ORDERS);
        long size = Files.size(last);
        Files.write(
                last,
                "a line of text that no broker wrote, and long enough to look like the head of a batch".getBytes(),
                StandardOpenOption.APPEND);
        assertThat(damage(planted))
                .singleElement()
                .asString()
                .startsWith("orders-0: %s: at byte %,d ".formatted(last.getFileName(), size));
    }

    @Test
    void a_garbled_checkpoint_is_found() throws IOException {
        var planted = cleanly();
        var file = planted.directory().resolve(OffsetCheckpoint.HIGH_WATERMARK);
        Files.writeString(file, "0\n7\norders 0\n");
        assertThatThrownBy(() -> examined(planted))
                .isInstanceOf(BackupUnusable.class)
                .hasMessage("FAIL  " + file + " is damaged: expecting a version, a number of lines, and as many lines");
    }

    @Test
    void what_worked_with_zookeeper_cannot_be_started() throws IOException {
        var planted = cleanly();
        Files.writeString(planted.directory().resolve(MetaProperties.FILE), "version=0\nbroker.id=1\ncluster.id=x\n");
        assertThatThrownBy(() -> examined(planted))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("is of a broker that worked with ZooKeeper, which Kafka 4.3.1 cannot start");
    }
}
