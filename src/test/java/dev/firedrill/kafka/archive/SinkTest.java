package dev.firedrill.kafka.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkTest {
    @TempDir
    private Path directory;

    private final Map<String, String> keys = new HashMap<>();

    @BeforeEach
    void write() throws IOException {
        keys.put("directory", directory.toString());
        file("orders", 0, 0, 100, "json");
        file("orders", 0, 100, 100, "json.gz");
        file("orders", 0, 200, 50, "json");
    }

    private Path place(String topic, int partition, String name) throws IOException {
        return new SinkFiles(directory).place(topic, partition, name);
    }

    private Path file(String topic, int partition, int offset, int records, String extension) throws IOException {
        return new SinkFiles(directory).write(topic, partition, offset, records, extension);
    }

    private SinkArchive archive() {
        return new SinkArchive(SinkSettings.of(new BackupSource("firedrill.yaml:1", "s3-sink", keys, directory)));
    }

    private List<Long> offsets() {
        var archive = archive();
        var offsets = new ArrayList<Long>();
        for (var topic : archive.topics()) {
            for (int number = 0; number < topic.partitions(); number++) {
                archive.read(new TopicPartition(topic.name(), number), record -> offsets.add(record.offset()));
            }
        }
        return offsets;
    }

    private void fails(String message) {
        assertThatThrownBy(this::offsets).isInstanceOf(BackupUnusable.class).hasMessageContaining(message);
    }

    private void cannotBeTold(String message) {
        assertThatThrownBy(this::offsets).isInstanceOf(Inconclusive.class).hasMessageContaining(message);
    }

    @Test
    void files_that_follow_one_another_are_read_in_their_order() {
        assertThat(offsets())
                .isEqualTo(IntStream.range(0, 250).mapToObj(Long::valueOf).toList());
    }

    @Test
    void a_lost_file_is_a_gap() throws IOException {
        Files.delete(directory.resolve("topics/orders/partition=0/orders+0+0000000100.json.gz"));
        fails("offsets 100 to 199 are missing before topics/orders/partition=0/orders+0+0000000200.json");
    }

    @Test
    void a_record_that_is_missing_in_the_middle_is_a_gap() throws IOException {
        file("orders", 0, 0, 99, "json");
        fails("offsets 99 to 99 are missing before topics/orders/partition=0/orders+0+0000000100.json.gz");
    }

    @Test
    void gaps_of_a_topic_that_may_have_them_are_a_warning() throws IOException {
        file("orders", 0, 0, 99, "json");
        keys.put("gaps", "orders");
        var archive = archive();
        archive.read(new TopicPartition("orders", 0), record -> {});
        assertThat(archive.doubts()).anySatisfy(doubt -> assertThat(doubt.found())
                .contains("offsets 99 to 99 are missing")
                .contains("lost records cannot be told from compacted ones and transaction markers"));
    }

    @Test
    void records_that_come_twice_are_an_overlap() throws IOException {
        file("orders", 0, 0, 101, "json");
        fails(
                "orders+0+0000000100.json.gz begins at offset 100, and the files before it reach to offset 100: records come"
                        + " twice");
    }

    @Test
    void the_same_file_twice_is_an_overlap() throws IOException {
        file("orders", 0, 0, 100, "json.gz");
        fails("begins at offset 0, and the files before it reach to offset 99: records come twice");
    }

    @Test
    void lines_of_bytes_may_be_several_of_one_value() throws IOException {
        file("audit", 0, 0, 11, "bin");
        file("audit", 0, 10, 5, "bin");
        cannotBeTold("whether records come twice, or values hold line feeds, cannot be told");
    }

    @Test
    void a_lost_first_file_cannot_be_told_from_a_late_begin() throws IOException {
        Files.delete(directory.resolve("topics/orders/partition=0/orders+0+0000000000.json"));
        cannotBeTold("whether files before it were lost cannot be told\n"
                + "  Remedy: if the sink began there, say begins: \"orders-0=100\"");
        keys.put("begins", "orders-0=100");
        assertThat(offsets()).hasSize(150);
        keys.put("begins", "orders-0=50");
        fails("expecting offset 50, as begins: says");
    }

    @Test
    void a_lost_partition_cannot_be_told_from_an_empty_one() throws IOException {
        file("orders", 2, 0, 10, "json");
        cannotBeTold(
                "there is no file of partition orders-1: whether it holds no record, or its files were lost, cannot be"
                        + " told");
        keys.put("begins", "orders-1=empty");
        assertThat(offsets()).hasSize(260);
    }

    @Test
    void a_file_that_breaks_off_is_damage() throws IOException {
        var plain = directory.resolve("topics/orders/partition=0/orders+0+0000000200.json");
        Files.writeString(plain, Files.readString(plain).strip());
        fails("orders+0+0000000200.json is damaged at line 49: it breaks off in a line");
        file("orders", 0, 200, 50, "json");
        var packed = directory.resolve("topics/orders/partition=0/orders+0+0000000100.json.gz");
        var bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));
        fails("orders+0+0000000100.json.gz is damaged at line");
    }

    @Test
    void a_file_of_no_bytes_is_damage() throws IOException {
        Files.writeString(place("orders", 0, "orders+0+0000000250.json"), "");
        fails(
                "orders+0+0000000250.json is damaged at line 1: it is empty, and the sink writes no file without a record");
    }

    @Test
    void a_line_that_is_no_json_is_named() throws IOException {
        var plain = directory.resolve("topics/orders/partition=0/orders+0+0000000200.json");
        Files.writeString(plain, Files.readString(plain).replace("{\"n\":203}", "{\"n\":203"));
        fails("orders+0+0000000200.json is damaged at line 4");
    }

    @Test
    void a_file_of_another_topic_is_named() throws IOException {
        Files.writeString(place("orders", 0, "payments+0+0000000250.json"), "{}\n");
        fails("lies among the files of partition orders-0, and its name says that it is of payments-0");
    }

    @Test
    void what_cannot_be_read_is_never_passed_over() throws IOException {
        Files.writeString(place("orders", 0, "orders+0+0000000250.parquet"), "");
        cannotBeTold("is no file of the layout T/partition=P/T+P+OFFSET.json, .bin or .avro, which is read here");
        Files.delete(place("orders", 0, "orders+0+0000000250.parquet"));
        Files.writeString(place("orders", 0, "orders+0+0000000250.avro"), "");
        cannotBeTold("orders+0+0000000250.avro is of format avro, which is not read yet");
        Files.delete(place("orders", 0, "orders+0+0000000250.avro"));
        Files.createSymbolicLink(place("orders", 0, "orders+0+0000000250.json"), directory.resolve("elsewhere"));
        cannotBeTold("is a symbolic link: what it leads to is not read");
    }

    @Test
    void nothing_at_all_is_no_backup() {
        keys.put("prefix", "other");
        fails("no usable backup: nothing lies below other/");
    }

    @Test
    void keys_that_make_no_sense_are_mistakes() {
        keys.put("begins", "orders");
        assertThatThrownBy(this::archive)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("orders-0=1200");
        keys.put("bucket", "b");
        assertThatThrownBy(this::archive)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("knows no key [bucket]");
    }
}
