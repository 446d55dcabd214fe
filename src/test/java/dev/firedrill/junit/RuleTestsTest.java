package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.testing.Exhaustive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of a class whose factory makes one test for each rule of a set. */
@Exhaustive
class RuleTestsTest {
    private static final String NOT_EMPTY = "db.table(\"orders\").isNotEmpty();";
    private static final String REFERENCES =
            "db.table(\"orders\").column(\"customer_id\").references(\"customers\", \"id\");";
    private static final String BROKEN = "db.table(\"orders\").hasRowCountBetween(0, 1);";

    @TempDir
    private Path directory;

    private PlantedProject.Ended run(String more, String system, String... rules) throws Exception {
        var project = new PlantedProject(directory)
                .source(
                        "planted.RulesCheck",
                        """
                        package planted;
                        import dev.firedrill.junit.*;
                        import dev.firedrill.postgres.RuleSet;
                        import java.util.stream.Stream;
                        import org.junit.jupiter.api.*;
                        @Weekly @Restore("%s") public class RulesCheck {
                            @TestFactory Stream<DynamicTest> rules(RuleTests it) {
                                return it.of(RuleSet.of(db -> { %s }));
                            }
                        }
                        """
                                .formatted(system, String.join("\n", rules)));
        PracticeShop.configuration(directory, more);
        return project.run(
                ChecksMain.class, "weekly", Map.of("firedrill.binaries", System.getProperty("firedrill.binaries")));
    }

    private JsonNode results() throws Exception {
        return new ObjectMapper()
                .readTree(directory.resolve("target/firedrill/results.json").toFile());
    }

    private List<JsonNode> allure(String kind) throws Exception {
        var results = new ArrayList<JsonNode>();
        try (var files = Files.newDirectoryStream(directory.resolve("allure-results"), "*-" + kind + ".json")) {
            for (var file : files) {
                results.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return results;
    }

    private Map<String, String> histories() throws Exception {
        var histories = new LinkedHashMap<String, String>();
        for (var result : allure("result")) {
            histories.put(
                    result.at("/testCaseId").asText(), result.at("/historyId").asText());
        }
        return histories;
    }

    @Test
    void each_rule_is_a_check_of_its_own_and_the_books_balance() throws Exception {
        var ended = run("", "shop", NOT_EMPTY, REFERENCES);

        assertThat(ended.output()).contains("2 of 2").doesNotContain("books", "Late failure");
        assertThat(ended.exitCode()).isZero();
        assertThat(results().at("/checks").findValuesAsText("id"))
                .containsExactly(
                        "planted.RulesCheck#orders-not-empty",
                        "planted.RulesCheck#orders-customer_id-references-customers-id");
        assertThat(results().at("/checks")).allSatisfy(check -> {
            assertThat(check.path("class").asText()).isEqualTo("planted.RulesCheck");
            assertThat(check.path("verdict").asText()).isEqualTo("PASS");
            assertThat(check.path("restoration")).hasSize(1);
        });
        assertThat(results().at("/checks/0/name").asText()).isEqualTo("orders to have rows");
        assertThat(results().at("/restorations/0/rules").findValuesAsText("id"))
                .containsExactly("orders-not-empty", "orders-customer_id-references-customers-id");
    }

    @Test
    void allure_has_the_restore_the_rule_the_suite_and_a_history_that_does_not_follow_the_place() throws Exception {
        run("", "shop", NOT_EMPTY, REFERENCES);

        var first = histories();
        assertThat(first.keySet())
                .containsExactlyInAnyOrder(
                        "planted.RulesCheck#orders-not-empty",
                        "planted.RulesCheck#orders-customer_id-references-customers-id");
        assertThat(allure("result")).allSatisfy(result -> {
            assertThat(result.at("/steps")).hasSize(1);
            assertThat(result.at("/labels").findValuesAsText("value")).contains("weekly", "Weekly", "shop", "latest");
            assertThat(allure("container")).as("the restore is a fixture of it").anySatisfy(container -> {
                assertThat(container.at("/befores")).isNotEmpty();
                assertThat(container.at("/children"))
                        .extracting(JsonNode::asText)
                        .contains(result.at("/uuid").asText());
            });
        });

        run("", "shop", "db.table(\"products\").isNotEmpty();", REFERENCES, NOT_EMPTY);
        assertThat(histories()).hasSize(3).containsAllEntriesOf(first);
    }

    @Test
    void a_broken_rule_makes_its_own_check_red_and_no_other() throws Exception {
        var ended = run("", "shop", NOT_EMPTY, BROKEN, REFERENCES);

        assertThat(results().at("/verdict").asText()).isEqualTo("FAIL");
        assertThat(ended.output()).doesNotContain("books", "Late failure");
        assertThat(results().at("/checks").findValuesAsText("verdict")).containsExactly("PASS", "FAIL", "PASS");
        assertThat(results().at("/checks/1/message").asText()).contains("to have between 0 and 1 rows");
    }

    @Test
    void a_failed_restore_is_carried_by_each_of_them() throws Exception {
        Files.createDirectories(directory.resolve("nothing"));
        var ended = run(
                "  void: {engine: postgresql, backup: {type: base-backup, directory: nothing}}\n",
                "void",
                NOT_EMPTY,
                REFERENCES);

        assertThat(ended.output()).doesNotContain("books", "Late failure");
        assertThat(results().at("/checks").findValuesAsText("id"))
                .containsExactly(
                        "planted.RulesCheck#orders-not-empty",
                        "planted.RulesCheck#orders-customer_id-references-customers-id");
        assertThat(results().at("/checks"))
                .allSatisfy(check -> assertThat(check.path("message").asText())
                        .startsWith("FAIL  void · latest\nno usable backup in"));
        assertThat(histories()).hasSize(2);
        assertThat(allure("result"))
                .allMatch(result -> result.path("status").asText().equals("failed"));
    }

    @Test
    void a_rule_that_occurs_twice_is_the_users_mistake() throws Exception {
        var ended = run("", "shop", NOT_EMPTY, NOT_EMPTY);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("rule orders-not-empty", "occurs twice in a set of rules");
    }
}
