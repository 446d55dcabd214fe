package dev.firedrill.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.restore.RestorationSamples;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureResultsTest {
    @TempDir
    Path temporary;

    private Path directory;
    private AllureResults results;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createDirectory(temporary.resolve("allure-results"));
        results = new AllureResults(directory);
    }

    @Test
    void what_allure_made_is_removed() throws IOException {
        SampleChecks.into(directory, "F1");
        results.describe(RestorationSamples.run("", List.of(), "orders"), Map.of("BUILD_URL", "http://ci/1"), Map.of());
        Files.createDirectory(directory.resolve("history"));
        Files.writeString(directory.resolve("history/history-trend.json"), "[]");
        assertThat(directory).isNotEmptyDirectory();

        results.clean();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void what_allure_did_not_make_is_left() throws IOException {
        var foreign = List.of(
                ".gitkeep",
                "notes.txt",
                "my-result.json",
                "my-attachment.txt",
                "history/notes.txt",
                "allure.properties");
        Files.createDirectory(directory.resolve("history"));
        for (var name : foreign) {
            Files.writeString(directory.resolve(name), "mine");
        }

        results.clean();

        assertThat(foreign)
                .allSatisfy(name -> assertThat(directory.resolve(name)).exists());
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        var elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("history.json"), "{}");
        Files.createSymbolicLink(directory.resolve("history"), elsewhere);

        results.clean();

        assertThat(elsewhere.resolve("history.json")).exists();
    }

    @Test
    void test_cases_are_counted() {
        assertThat(results.count()).isZero();

        SampleChecks.into(directory, "F1");

        assertThat(results.count()).isEqualTo(4);
        assertThat(results.testCases())
                .extracting(AllureResults.TestCase::status)
                .containsExactlyInAnyOrder("passed", "passed", "failed", "failed");
        assertThat(results.testCases())
                .extracting(AllureResults.TestCase::fullName)
                .anySatisfy(name -> assertThat(name).contains("holds"));
    }

    @Test
    void a_run_is_described_without_secrets() throws IOException {
        var run = RestorationSamples.run("monthly", List.of(), "orders");
        RestorationSamples.restored(run, "orders", "", "F1");
        var environment = Map.of(
                "BUILD_URL",
                "http://ci/job/backups/41/",
                "BUILD_NUMBER",
                "41",
                "JOB_NAME",
                "backups",
                "PGPASSWORD",
                "hunter2");

        results.describe(run, environment, Map.of("PostgreSQL", "17.11"));

        var properties = new Properties();
        properties.load(new StringReader(Files.readString(directory.resolve("environment.properties"))));
        assertThat(properties)
                .containsEntry("PostgreSQL", "17.11")
                .containsEntry("Groups", "monthly")
                .containsEntry("As of", "2026-11-22T03:15:10Z");
        var executor =
                new ObjectMapper().readTree(directory.resolve("executor.json").toFile());
        assertThat(executor.get("buildOrder").asLong()).isEqualTo(41);
        assertThat(executor.get("buildName").asText()).isEqualTo("backups #41");
        assertThat(directory.resolve("categories.json")).content().contains("Backup is bad", "Could not tell");
        assertThat(directory).isDirectoryRecursivelyContaining("glob:**/executor.json");
        try (var files = Files.list(directory)) {
            assertThat(files).allSatisfy(file -> assertThat(file).content().doesNotContain("hunter2"));
        }
    }

    @Test
    void without_a_build_server_there_is_no_executor() {
        results.describe(RestorationSamples.run("", List.of(), "orders"), Map.of(), Map.of());

        assertThat(directory.resolve("executor.json")).doesNotExist();
    }
}
