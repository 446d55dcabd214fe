package dev.firedrill.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.verdict.Inconclusive;
import io.qameta.allure.ga.GaPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureReportTest {
    @TempDir
    Path directory;

    @Test
    void the_trend_has_a_point_for_each_run() throws IOException {
        var first = report("F1");
        assertThat(embedded(first, "widgets/history-trend.json")).hasSize(1);

        var second = report("F2");

        assertThat(embedded(second, "widgets/history-trend.json"))
                .hasSize(2)
                .allSatisfy(point -> assertThat(point.at("/data/total").asInt()).isEqualTo(4));
        var history = new ObjectMapper()
                .readTree(directory.resolve("history/history.json").toFile());
        assertThat(history).hasSize(4).allSatisfy(check -> assertThat(check.get("items"))
                .as("runs of the same check")
                .hasSize(2));
    }

    @Test
    void the_report_is_one_file() throws IOException {
        var page = report("F1");

        assertThat(page).isEqualTo(directory.resolve("report/index.html"));
        try (var files = Files.list(page.getParent())) {
            assertThat(files).containsExactly(page);
        }
        assertThat(embedded(page, "widgets/categories.json").toString()).contains("Backup is bad");
    }

    @Test
    void each_check_shows_the_restore_it_used() throws IOException {
        var page = report("F1");

        var suites = embedded(page, "data/suites.json");
        var checks = suites.findParents("status").stream()
                .filter(check -> check.path("name").asText().endsWith("()"))
                .toList();
        assertThat(checks).hasSize(4);
        for (var check : checks) {
            var shown = embedded(page, "data/test-cases/" + check.get("uid").asText() + ".json");
            assertThat(shown.get("beforeStages"))
                    .extracting(stage -> stage.get("name").asText())
                    .as("set up of %s", check.get("name"))
                    .containsExactly(
                            check.get("name").asText().equals("is_restored()")
                                    ? "Restore ledger (copy dr)"
                                    : "Restore orders (latest)");
            assertThat(shown.at("/beforeStages/0/attachments/0/name").asText()).isEqualTo("restore.log");
        }
    }

    @Test
    void the_history_of_other_groups_does_not_stand_in_the_trend() throws IOException {
        report("F1");
        var results = directory.resolve("results");

        var other = AllureReport.generate(results, directory.resolve("other"), directory.resolve("other-history"));

        assertThat(embedded(other, "widgets/history-trend.json")).hasSize(1);
    }

    @Test
    void nothing_is_sent_to_anybody() {
        assertThat(report("F1")).content().contains("reportDataReady").doesNotContain("googletagmanager", "src=\"http");
        assertThat(AllureReport.configuration(new HistoryKeeper()).getExtensions())
                .hasSizeGreaterThan(15)
                .noneMatch(GaPlugin.class::isInstance);
    }

    @Test
    void a_report_of_nothing_does_not_enter_the_history() throws IOException {
        report("F1");
        var history = Files.readString(directory.resolve("history/history-trend.json"));
        new AllureResults(directory.resolve("results")).clean();

        AllureReport.generate(directory.resolve("results"), directory.resolve("report"), directory.resolve("history"));

        assertThat(directory.resolve("history/history-trend.json")).hasContent(history);
    }

    @Test
    void a_report_that_cannot_be_made_is_inconclusive() throws IOException {
        var occupied = Files.createFile(directory.resolve("occupied"));

        assertThatThrownBy(() -> AllureReport.generate(directory.resolve("results"), occupied, directory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageStartingWith("INCONCLUSIVE  the Allure report could not be made");
    }

    @Test
    void groups_have_a_history_each() {
        assertThat(ReportHistory.directory(directory, "monthly"))
                .isEqualTo(directory.resolve("allure-history/monthly"));
        assertThat(ReportHistory.directory(directory, "")).isEqualTo(directory.resolve("allure-history/all"));
        assertThat(ReportHistory.directory(directory, "weekly | daily"))
                .isNotEqualTo(ReportHistory.directory(directory, "weekly & daily"))
                .hasParentRaw(directory.resolve("allure-history"));
        assertThat(ReportHistory.directory(directory, "../../x")).hasParentRaw(directory.resolve("allure-history"));
    }

    private Path report(String backup) {
        var results = directory.resolve("results");
        new AllureResults(results).clean();
        var run = SampleChecks.into(results, backup);
        new AllureResults(results).describe(run, Map.of(), Map.of());
        return AllureReport.generate(results, directory.resolve("report"), directory.resolve("history"));
    }

    private static JsonNode embedded(Path page, String name) throws IOException {
        var call = Pattern.compile("d\\(['\"](?:data/)?" + Pattern.quote(name.replaceFirst("^data/", ""))
                        + "['\"],\\s*['\"]([^'\"]+)['\"]")
                .matcher(Files.readString(page));
        assertThat(call.find()).as("%s is in %s", name, page).isTrue();
        return new ObjectMapper().readTree(Base64.getDecoder().decode(call.group(1)));
    }
}
