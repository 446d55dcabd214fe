package dev.firedrill.kafka.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.kafka.inventory.InventoryComparison;
import dev.firedrill.kafka.inventory.RestoredLog;
import dev.firedrill.kafka.inventory.Saying;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final Runnable NEVER = () -> {};

    private static final RecordedShop SHOP = RecordedShop.get();

    @TempDir
    private Path directory;

    @TempDir
    private Path brokers;

    private KafkaServer server;

    @AfterEach
    void end() {
        if (server != null) {
            RecordedShop.end(server);
        }
    }

    @Test
    void what_was_changed_and_mended_differs_from_the_inventory() throws Exception {
        copy().lines("orders-0", lines -> lines.remove(500))
                .lines(
                        "orders-1",
                        lines -> lines.set(7, lines.get(7).replaceFirst("\"value\":\"....", "\"value\":\"AAAA")))
                .lines("orders-2", lines -> {
                    var one = lines.get(10).replace("\"offset\":10,", "\"offset\":11,");
                    lines.set(10, lines.get(11).replace("\"offset\":11,", "\"offset\":10,"));
                    lines.set(11, one);
                })
                .lines(
                        "audit-0",
                        lines -> lines.replaceAll(line -> line.replaceFirst("\\{\"name\":\"empty\",\"value\":null}", "")
                                .replace(",]", "]")))
                .lines("customers-0", lines -> lines.remove(lines.size() - 1))
                .lines(
                        "payments-0",
                        lines -> lines.set(3, lines.get(3).replaceFirst("\"timestamp\":1", "\"timestamp\":2")))
                .lines("payments-1", lines -> lines.remove(lines.size() - 1))
                .description(ExportTest::withoutAGroupAndASetting)
                .mend();
        server = RecordedShop.broker(brokers, true);
        assertThat(Saying.of(new InventoryComparison(SHOP.inventory(), loaded()).everything()))
                .matches(
                        Pattern.compile(
                                """
                        FAIL  events · latest · rule kafka-content
                        Expecting the records to be those of the inventory   \\(inventory of .*Z, backup of .*Z\\)
                        but of 4 topics, 9 differences were found.
                          topic orders: retention.ms is not set, and in the inventory \\[-1]
                          audit-0, offsets 0 to 49: its 50 records are not those of the inventory, which has as many
                          customers-0: the newest values of its 20 keys are not those of the inventory, which has 20
                          orders-0, offsets 0 to 999: 999 records, and in the inventory 1,000: 1 missing
                          orders-1, offsets 0 to 999: its 1,000 records are not those of the inventory, which has as many
                          orders-2, offsets 0 to 999: its 1,000 records are not those of the inventory, which has as many
                          payments-0, offsets 0 to 119: its 80 records are not those of the inventory, which has as many
                          payments-1, offsets 0 to 119: 79 records, and in the inventory 80: 1 missing
                          group billing on orders-0 has no offset, and in the inventory it stands at 700"""));
    }

    @Test
    void an_export_of_another_cluster_is_not_the_recorded_one() throws Exception {
        copy().description(
                        old -> new ExportDescription("other", old.at(), old.finishedAt(), old.topics(), old.groups()));
        server = RecordedShop.broker(brokers, true);
        assertThat(Saying.of(new InventoryComparison(SHOP.inventory(), loaded()).everything()))
                .startsWith("FAIL")
                .contains("but of 4 topics, 1 difference was found.")
                .contains("the backup is of cluster [other], and the inventory of cluster ["
                        + SHOP.inventory().clusterId() + "]");
    }

    private static ExportDescription withoutAGroupAndASetting(ExportDescription old) {
        var topics = old.topics().stream()
                .map(topic -> topic.state().name().equals("orders")
                        ? new ExportedTopic(without(topic.state(), "retention.ms"), topic.partitions())
                        : topic)
                .toList();
        var groups = old.groups().subList(1, old.groups().size());
        return new ExportDescription(old.clusterId(), old.at(), old.finishedAt(), topics, groups);
    }

    private static TopicState without(TopicState state, String key) {
        var configuration = new TreeMap<>(state.configuration());
        configuration.remove(key);
        return new TopicState(
                state.name(),
                state.partitions(),
                configuration,
                state.cleanup(),
                state.retentionMs(),
                state.retentionBytes());
    }

    @Test
    void nothing_is_overwritten_and_nothing_is_left_behind() throws Exception {
        var nobody = new KafkaClients("127.0.0.1:1", Map.of());
        assertThatThrownBy(() -> new ExportWriter(nobody, List.of(), NEVER).write(SHOP.export()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("export is there already, and nothing is overwritten");
        try (var files = Files.list(SHOP.home())) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("incomplete"));
        }
    }

    @Test
    void a_file_that_breaks_off_is_damage() throws Exception {
        var file = copy().file("orders-1.jsonl.gz");
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertDamage("orders-1.jsonl.gz is damaged at line");
    }

    @Test
    void a_flipped_bit_is_damage() throws Exception {
        var file = copy().file("orders-1.jsonl.gz");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 6] ^= 1;
        Files.write(file, bytes);
        assertDamage("Gzip-compressed data is corrupt (CRC32 error)");
    }

    @Test
    void a_line_that_is_none_is_named() throws Exception {
        copy().lines("audit-0", lines -> lines.set(4, "{\"offset\":4,"));
        assertDamage("audit-0.jsonl.gz is damaged at line 5");
    }

    @Test
    void a_record_that_was_taken_out_is_missing() throws Exception {
        copy().lines("orders-2", lines -> lines.remove(500));
        assertDamage("orders-2.jsonl.gz: expecting 1,000 records, as export.json says, but found 999");
    }

    @Test
    void records_that_changed_places_are_damage() throws Exception {
        copy().lines("orders-2", lines -> Collections.swap(lines, 10, 11));
        assertDamage(
                "orders-2.jsonl.gz is damaged at line 12: offset 10 stands after offset 11, and the partition ends at 1,000");
    }

    @Test
    void a_record_that_comes_twice_is_damage() throws Exception {
        copy().lines("orders-2", lines -> lines.add(11, lines.get(10)));
        assertDamage("orders-2.jsonl.gz is damaged at line 12: offset 10 stands after offset 10");
    }

    @Test
    void a_changed_value_is_damage() throws Exception {
        copy().lines(
                        "orders-2",
                        lines -> lines.set(0, lines.get(0).replaceFirst("\"value\":\"....", "\"value\":\"AAAA")));
        assertDamage(
                "orders-2.jsonl.gz: its 1,000 records are not those that were exported: their digest is another one");
    }

    @Test
    void a_file_that_was_written_anew_is_another() throws Exception {
        copy().lines("orders-2", lines -> {});
        assertDamage("orders-2.jsonl.gz was altered: its SHA-256 is not the one that export.json says");
    }

    @Test
    void a_file_of_another_partition_is_damage() throws Exception {
        var surgery = copy();
        Files.copy(
                surgery.file("orders-1.jsonl.gz"),
                surgery.file("orders-2.jsonl.gz"),
                StandardCopyOption.REPLACE_EXISTING);
        assertDamage(
                "orders-2.jsonl.gz: its 1,000 records are not those that were exported: their digest is another one");
    }

    @Test
    void a_lost_file_is_damage() throws Exception {
        Files.delete(copy().file("customers-0.jsonl.gz"));
        assertDamage("customers-0.jsonl.gz, but it is missing");
    }

    @Test
    void an_export_without_its_description_is_not_complete() throws Exception {
        Files.delete(copy().file("export.json"));
        assertDamage("is not complete: expecting export.json, which is written last, but it is missing");
    }

    @Test
    void a_description_that_was_altered_is_not_believed() throws Exception {
        var file = copy().file("export.json");
        Files.writeString(file, Files.readString(file).replace("\"billing\"", "\"shipping\""));
        assertDamage("export.json cannot be used: it was altered: its checksum does not fit what stands in it");
    }

    @Test
    void a_description_that_leads_elsewhere_is_not_followed() throws Exception {
        copy().description(old -> new ExportDescription(
                old.clusterId(),
                old.at(),
                old.finishedAt(),
                old.topics().stream()
                        .map(topic -> new ExportedTopic(
                                topic.state(),
                                topic.partitions().stream()
                                        .map(it -> new ExportedPartition(
                                                it.partition(),
                                                "../" + it.file(),
                                                it.bytes(),
                                                it.sha256(),
                                                it.content()))
                                        .toList()))
                        .toList(),
                old.groups()));
        assertDamage("names file [../audit-0.jsonl.gz] of partition audit-0: expecting [audit-0.jsonl.gz]");
    }

    private void assertDamage(String message) {
        assertThatThrownBy(readAll()).isInstanceOf(BackupUnusable.class).hasMessageContaining(message);
    }

    private ThrowingCallable readAll() {
        return () -> {
            var archive = new ExportArchive(directory);
            for (var topic : archive.topics()) {
                for (int number = 0; number < topic.partitions(); number++) {
                    archive.read(new TopicPartition(topic.name(), number), record -> {});
                }
            }
        };
    }

    private ExportSurgery copy() throws Exception {
        return ExportSurgery.onCopyOf(SHOP.export(), directory);
    }

    private RestoredLog loaded() {
        var clients = KafkaClients.of(server.owner());
        var archive = new ExportArchive(directory);
        var loaded = new ArchiveLoading(archive, clients, NEVER).load();
        return new RestoredLog(
                clients, archive.recoveryPoint().time(), loaded.partitions(), loaded.lost(), loaded.cluster(), NEVER);
    }
}
