package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.testing.Exhaustive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a red run over freezing its rule, which is stated in Java, to a green one: as a user goes it. */
@Exhaustive
class KnownRunTest {
    private static final String CHECK =
            """
            package planted;
            @dev.firedrill.junit.Daily @dev.firedrill.junit.Restore("shop")
            class OrdersCheck {
                @org.junit.jupiter.api.Test
                void orders_are_old(dev.firedrill.postgres.PostgresInstance shop) {
                    shop.assertThat().table("orders").column("id").hasNoNulls();
                    shop.assertThat().table("orders").hasNoRowsWhere("id <= %d");
                }
            }
            """;

    @TempDir
    private Path directory;

    private PlantedProject project;

    @BeforeEach
    void plant() throws Exception {
        project = new PlantedProject(directory);
        check(3);
        PracticeShop.configuration(directory, "    # mine\n");
    }

    @AfterEach
    void discard() throws Exception {
        command("sweep", "--kept");
        assertThat(directory.resolve("w")).isEmptyDirectory();
    }

    private void check(int most) throws Exception {
        project.source("planted.OrdersCheck", CHECK.formatted(most));
    }

    private PlantedProject.Ended run(String keep) throws Exception {
        return project.run(
                ChecksMain.class,
                "daily",
                Map.of("firedrill.binaries", System.getProperty("firedrill.binaries"), "firedrill.keep", keep));
    }

    private String command(String... words) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                PlantedProject.classPath(),
                "-Dfiredrill.binaries=" + System.getProperty("firedrill.binaries"),
                "dev.firedrill.cli.Firedrill"));
        line.addAll(List.of(words));
        var process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private JsonNode rule(String id) throws Exception {
        var results = new ObjectMapper()
                .readTree(directory.resolve("target/firedrill/results.json").toFile());
        for (var rule : results.at("/restorations/0/rules")) {
            if (rule.path("id").asText().startsWith(id)) {
                return rule;
            }
        }
        throw new AssertionError(id + " is not in " + results);
    }

    @Test
    void a_rule_stated_in_java_is_frozen_and_new_offenders_fail() throws Exception {
        assertThat(run("on-failure").output()).contains("FAIL: 1 of 1 restores not proven");
        var id = rule("orders-no-rows-where").path("id").asText();

        assertThat(command("known", "add", "shop", id, "--owner", "dba", "--until", "2099-03-01", "--why", "OPS-41"))
                .contains("3 offenders of rule " + id + " on shop · latest · backup base-");

        var known = run("never");
        assertThat(known.output())
                .contains(" WARN: 1 of 1 restores proven.")
                .contains(" WARN shop: rule " + id + ": 3 of ")
                .doesNotContain("Without effect", "has never run", "Late failure");
        assertThat(known.exitCode()).isZero();
        assertThat(rule(id).path("verdict").asText()).isEqualTo("WARN");
        assertThat(rule(id).path("message").asText())
                .contains("0 new, 3 known (owner dba, until 2099-03-01: OPS-41); allowed: 0 new.")
                .contains("known orders.id:  1, 2, 3\n");
        assertThat(directory.resolve(".firedrill/evidence.jsonl"))
                .content()
                .contains("\"bounds\":\"at most 0 beside 3 known (owner dba, until 2099-03-01: OPS-41)\"");

        Files.writeString(directory.resolve("known/shop-" + id + ".csv"), "id\n1\n3\n");
        var fresh = run("never");
        assertThat(fresh.output()).contains("FAIL: 1 of 1 restores not proven", "2 known", "1 new");
        assertThat(rule(id).path("samples").toString()).isEqualTo("[\"2\"]");

        command("known", "expire", "shop", id);
        assertThat(run("never").output()).contains("FAIL: 1 of 1", "they were known until ");
        assertThat(rule(id).path("message").asText()).contains(" (owner dba: OPS-41), which is over; allowed: 0.");
    }

    @Test
    void a_rule_that_never_ran_is_told_with_near_names() throws Exception {
        Files.writeString(directory.resolve("k.csv"), "id\n1\n");
        check(0);
        PracticeShop.configuration(
                directory,
                "    known: [{rule: ordrs-id-no-nulls, keys: k.csv, owner: dba, until: 2099-01-01, why: OPS-41},\n"
                        + "            {rule: orders-id-no-nulls, keys: k.csv, owner: dba, until: 2099-01-01, why: OPS-42}]\n");

        var ended = run("never");

        assertThat(ended.output())
                .contains("WARN  firedrill.yaml:9: systems.shop.known[0]: rule [ordrs-id-no-nulls] has never run;"
                        + " near names: orders-id-no-nulls\n")
                .doesNotContain("rule [orders-id-no-nulls] has never run")
                .contains("WARN shop: rule orders-id-no-nulls: it holds: none of the 1 that are known");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void a_garbled_list_ends_the_run_before_anything_is_restored() throws Exception {
        Files.writeString(directory.resolve("k.csv"), "id\n1,2\n");
        PracticeShop.configuration(
                directory, "    known: [{rule: r, keys: k.csv, owner: dba, until: 2099-01-01, why: OPS-41}]\n");

        var ended = run("never");

        assertThat(ended.output())
                .contains("k.csv:2: has 2 values, and the first line names 1 column")
                .doesNotContain("Restoring");
        assertThat(ended.exitCode()).isNotZero();
        assertThat(directory.resolve("w")).doesNotExist();
        Files.createDirectory(directory.resolve("w"));
        Files.writeString(directory.resolve("k.csv"), "id\n1\n");
    }
}
