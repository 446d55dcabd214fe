package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.kafka.KafkaServer;
import dev.firedrill.kafka.archive.ExportDescription;
import dev.firedrill.kafka.archive.RecordedShop;
import dev.firedrill.kafka.inventory.KafkaInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that record and export a Kafka, on a living one with logins. */
class KafkaCommandsTest {
    @TempDir
    static Path home;

    private static KafkaServer source;
    private static Typed typed;
    private static Path client;

    @BeforeAll
    static void start() throws IOException {
        source = RecordedShop.broker(home.resolve("source"), false);
        typed = Typed.on(home);
        typed.configured(
                """
                  events:
                    engine: kafka
                    backup: {type: export, directory: "exports/*"}
                    topics: [orders, audit]
                    inventory: events.json
                """);
        client = home.resolve("client.properties");
        Files.writeString(
                client,
                source.owner().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    static void stop() {
        RecordedShop.end(source);
    }

    private static Typed.Ended run(String command, String... more) {
        var line = new ArrayList<>(
                List.of(command, "events", "--from", source.bootstrap(), "--command-config", client.toString()));
        line.addAll(List.of(more));
        return typed.run(line.toArray(String[]::new));
    }

    @Test
    void an_inventory_has_the_topics_of_the_system_and_is_private() throws IOException {
        run("inventory")
                .isPass()
                .says(
                        "Recorded events at ",
                        ": 2 topics with 3,050 records, 2 offsets of groups, in ",
                        "into " + home.resolve("events.json"),
                        "Compared by: each restore that restores: lists");
        var file = home.resolve("events.json");
        assertThat(KafkaInventory.read(file).topics())
                .containsAll(RecordedShop.get().inventory().topics().stream()
                        .filter(topic ->
                                topic.name().equals("orders") || topic.name().equals("audit"))
                        .toList());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void an_export_says_what_is_in_it_and_is_private() throws IOException {
        var directory = home.resolve("exports/one");
        run("export", "--output", directory.toString())
                .isPass()
                .says(
                        "Exported events as of ",
                        ": 2 topics with 3,050 records, 2 offsets of groups, in ",
                        "into " + directory);
        assertThat(ExportDescription.of(directory).records()).isEqualTo(3_050);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        run("export", "--output", directory.toString()).isMistake("is there already, and nothing is overwritten");
    }

    @Test
    void secrets_that_others_may_read_are_refused_and_never_printed() throws IOException {
        var open = Files.copy(client, home.resolve("open.properties"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        var ended = typed.run("inventory", "events", "--from", source.bootstrap(), "--command-config", open.toString());
        ended.isMistake(
                "open.properties has secrets in it, and others than its owner may read it", "chmod 600 " + open);
        var password =
                String.valueOf(source.owner().get("sasl.jaas.config")).replaceAll(".*password=\"(.*?)\".*", "$1");
        assertThat(password).hasSizeGreaterThan(20);
        assertThat(ended.err()).doesNotContain(password);
    }

    @Test
    void an_address_that_is_none_and_another_engine_are_mistakes() {
        typed.run("inventory", "events", "--from", "kafka://one").isMistake("it is no address of a Kafka");
        typed.run("export", "shop", "--from", "one:9092", "--output", "x")
                .isMistake("a system of engine [postgresql] is not exported");
    }

    @Test
    void what_no_client_can_begin_with_is_a_mistake() throws IOException {
        typed.run("inventory", "events", "--from", "no-such-host.invalid:9092")
                .isMistake(
                        "no client can be made with them: No resolvable bootstrap urls", "--from / --command-config");
        typed.run("inventory", "events", "--from", "127.0.0.1:99999").isMistake("no client can be made with them: ");
        var unended = Files.writeString(
                home.resolve("unended.properties"), Files.readString(client).replaceAll(";\\s*\n", "\n"));
        Files.setPosixFilePermissions(unended, PosixFilePermissions.fromString("rw-------"));
        var line = List.of("inventory", "events", "--from", source.bootstrap(), "--command-config", unended.toString());
        typed.run(line.toArray(String[]::new)).isMistake("JAAS config entry not terminated by semi-colon");
    }

    @Test
    void a_topic_that_is_not_there_is_inconclusive() throws IOException {
        var other = Files.writeString(
                home.resolve("other.yaml"),
                """
                systems:
                  events: {engine: kafka, backup: {type: export, directory: "exports/*"}, topics: [orders, returns]}
                """);
        var ended = Typed.bare(
                Typed.NOBODY,
                "inventory",
                "events",
                "--from",
                source.bootstrap(),
                "--command-config",
                client.toString(),
                "--output",
                home.resolve("x.json").toString(),
                "--config",
                other.toString());
        ended.isInconclusive("has no topic [returns]");
        assertThat(home.resolve("x.json")).doesNotExist();
    }
}
