package dev.firedrill.allure;

import dev.firedrill.backup.Backup;
import dev.firedrill.restore.Restoration;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.util.ResultsUtils;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a check stands in the report: by suite, by system, by what was asked. */
final class TestDescription {
    private static final List<String> SUITES = List.of("daily", "weekly", "monthly", "quarterly");

    private TestDescription() {}

    static void add(Restoration restoration, TestResult result) {
        var system = restoration.system();
        epics(result.getLabels()).forEach(epic -> label(result, ResultsUtils.EPIC_LABEL_NAME, epic));
        label(result, ResultsUtils.FEATURE_LABEL_NAME, system.name());
        label(result, ResultsUtils.STORY_LABEL_NAME, restoration.request().describe());
        label(result, "system", system.name());
        label(result, "engine", system.engine());
        label(result, "platform", system.platform());
        result.getParameters()
                .add(new Parameter()
                        .setName("backup of " + system.name() + " ("
                                + restoration.request().describe() + ")")
                        .setValue(restoration.backup().map(Backup::id).orElse("none was chosen"))
                        .setExcluded(true));
    }

    /** The suites that the check is tagged with; a check without one is run on demand. */
    private static Stream<String> epics(List<Label> labels) {
        var suites = labels.stream()
                .filter(label -> ResultsUtils.TAG_LABEL_NAME.equals(label.getName()))
                .map(label -> label.getValue().toLowerCase(Locale.ROOT))
                .filter(SUITES::contains)
                .map(suite -> suite.substring(0, 1).toUpperCase(Locale.ROOT) + suite.substring(1))
                .toList();
        return suites.isEmpty() ? Stream.of("On demand") : suites.stream();
    }

    private static void label(TestResult result, String name, String value) {
        var label = new Label().setName(name).setValue(value);
        if (!result.getLabels().contains(label)) {
            result.getLabels().add(label);
        }
    }
}
