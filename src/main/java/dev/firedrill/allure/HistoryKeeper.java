package dev.firedrill.allure;

import io.qameta.allure.Aggregator2;
import io.qameta.allure.ReportStorage;
import io.qameta.allure.core.Configuration;
import io.qameta.allure.core.InMemoryReportStorage;
import io.qameta.allure.core.LaunchResults;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the history that the other extensions make: the single-file report has it inside only. Must come last. */
final class HistoryKeeper implements Aggregator2 {
    private static final String FOLDER = "history/";
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    @Override
    public void aggregate(Configuration configuration, List<LaunchResults> launches, ReportStorage storage) {
        ((InMemoryReportStorage) storage).getReportDataFiles().forEach((name, content) -> {
            var path = name.startsWith("data/") ? name.substring("data/".length()) : name;
            if (path.startsWith(FOLDER)) {
                files.put(path.substring(FOLDER.length()), Base64.getDecoder().decode(content));
            }
        });
    }

    /** The files of the new history, by name. */
    Map<String, byte[]> files() {
        return files;
    }
}
