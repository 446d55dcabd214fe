package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.testing.Exhaustive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Whole runs of a project that has a firedrill.yaml and a class without a line in it. */
@Exhaustive
class BuiltInBooksTest {
    private static final String BACKUPS =
            "package planted; @dev.firedrill.junit.BuiltInChecks public class BackupsCheck {}";

    @TempDir
    private Path directory;

    private PlantedProject project;

    @BeforeEach
    void plant() throws Exception {
        project = new PlantedProject(directory).source("planted.BackupsCheck", BACKUPS);
    }

    private PlantedProject.Ended run(String groups, String more) throws Exception {
        PracticeShop.configuration(directory, more);
        return project.run(
                ChecksMain.class, groups, Map.of("firedrill.binaries", System.getProperty("firedrill.binaries")));
    }

    private JsonNode results() throws Exception {
        return new ObjectMapper()
                .readTree(directory.resolve("target/firedrill/results.json").toFile());
    }

    @Test
    void a_configuration_and_an_empty_class_are_a_green_run_whose_books_balance() throws Exception {
        Files.writeString(
                Files.createDirectories(directory.resolve("suites/rules/shop")).resolve("no-free-products.sql"),
                "-- title: nothing is free\nselect id from products where price <= 0");
        var ended = run(
                "weekly",
                """
                    restores: {weekly: [latest]}
                    verify: [select 1 from orders limit 1]
                  wiki: {engine: postgresql, backup: {type: sample}}
                  reports: {outOfScope: "rebuilt nightly", owner: data, until: 2999-06-30}
                """);

        assertThat(ended.output())
                .contains("PASS: 1 of 1 restores proven. 1 of 2 systems tested. All instances gone: verified.")
                .contains("Uncovered, no check of any suite looks at: wiki")
                .contains("Out of scope: reports, until 2999-06-30 by decision of data: rebuilt nightly")
                .contains("21 of 21")
                .doesNotContain("books", "Late failure", "Without effect");
        assertThat(ended.exitCode()).isZero();
        assertThat(results().at("/restorations")).hasSize(1);
        assertThat(results().at("/checks")).hasSize(21).allSatisfy(check -> {
            assertThat(check.path("class").asText()).isEqualTo("planted.BackupsCheck");
            assertThat(check.path("verdict").asText()).isEqualTo("PASS");
            assertThat(check.path("restoration")).hasSize(1);
        });
        assertThat(results().at("/checks/5/id").asText())
                .isEqualTo("[engine:firedrill]/[class:planted.BackupsCheck]/[system:shop]/[restore:latest]"
                        + "/[check:no-free-products]");
        assertThat(results().at("/checks/5/name").asText()).isEqualTo("shop · latest · nothing is free");
        assertThat(allureResults()).hasSize(21).allSatisfy(result -> {
            assertThat(result.path("testCaseId").asText()).startsWith("[engine:firedrill]/[class:planted.");
            assertThat(result.path("status").asText()).isEqualTo("passed");
            assertThat(result.path("labels").findValuesAsText("value")).contains("Weekly", "shop", "latest");
        });
        assertThat(ended.directory().resolve(".firedrill/evidence.jsonl"))
                .content()
                .contains("no-free-products", "verify-select-1-from-orders-limit-1");
    }

    private List<JsonNode> allureResults() throws Exception {
        var results = new ArrayList<JsonNode>();
        try (var files = Files.newDirectoryStream(directory.resolve("allure-results"), "*-result.json")) {
            for (var file : files) {
                results.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return results;
    }

    @Test
    void a_check_and_a_whole_restore_that_are_lost_make_the_run_red() throws Exception {
        project.source(
                        "planted.Filter",
                        """
                        package planted;
                        import org.junit.platform.engine.*;
                        import org.junit.platform.launcher.PostDiscoveryFilter;
                        public class Filter implements PostDiscoveryFilter {
                            @Override public FilterResult apply(TestDescriptor test) {
                                var id = test.getUniqueId().toString();
                                return FilterResult.includedIf(!id.contains("check:rpo") && !id.contains("copy dr"));
                            }
                        }
                        """)
                .service(PostDiscoveryFilter.class, "planted.Filter");

        var ended = run("weekly", "    restores: {weekly: [latest, copy dr]}\n");

        assertThat(ended.output()).contains("20 of 38 checks never ran", "[restore:copy dr]/[check:backup-age]");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_failed_restore_keeps_the_totals() throws Exception {
        Files.createDirectories(directory.resolve("nothing"));
        var ended = run(
                "weekly",
                "  void: {engine: postgresql, backup: {type: base-backup, directory: nothing},"
                        + " restores: {weekly: [latest]}}\n");

        assertThat(ended.output())
                .contains("FAIL: 1 of 1 restores not proven.", "void: no usable backup in")
                .doesNotContain("books", "Late failure");
        assertThat(results().at("/verdict").asText()).isEqualTo("FAIL");
        assertThat(results().at("/checks")).hasSize(19).allSatisfy(check -> {
            assertThat(check.path("verdict").asText()).isEqualTo("FAIL");
            assertThat(check.path("message").asText()).startsWith("FAIL  void · latest\nno usable backup in");
        });
        assertThat(allureResults())
                .hasSize(19)
                .allMatch(result -> result.path("status").asText().equals("failed"));
    }

    @Test
    void a_system_that_no_suite_looks_at_makes_the_daily_run_red_and_no_other() throws Exception {
        project.source(
                        "planted.PlainCheck",
                        "package planted; import org.junit.jupiter.api.*; @Tag(\"weekly\") @Tag(\"daily\")"
                                + " public class PlainCheck { @Test public void it_holds() {} }")
                .source(
                        "planted.OfNoSuiteCheck",
                        "package planted; import org.junit.jupiter.api.*; @dev.firedrill.junit.Restore(\"shop\")"
                                + " public class OfNoSuiteCheck { @Test public void it_holds() {} }");

        assertThat(run("weekly", "").exitCode()).isZero();

        var ended = run("daily", "");
        assertThat(ended.output())
                .contains("INCONCLUSIVE: nothing was restored, but 1 of 2 checks red")
                .contains(
                        "INCONCLUSIVE: planted.BackupsCheck every system is covered: nothing is known of the backups of shop")
                .contains("Uncovered, no check of any suite looks at: shop");
        assertThat(results().at("/verdict").asText()).isEqualTo("INCONCLUSIVE");
    }
}
