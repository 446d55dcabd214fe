package dev.firedrill.allure;

import dev.firedrill.verdict.Inconclusive;
import io.qameta.allure.ConfigurationBuilder;
import io.qameta.allure.Context;
import io.qameta.allure.Extension;
import io.qameta.allure.ReportGenerator;
import io.qameta.allure.core.Configuration;
import io.qameta.allure.ga.GaPlugin;
import io.qameta.allure.influxdb.InfluxDbExportPlugin;
import io.qameta.allure.mail.MailPlugin;
import io.qameta.allure.prometheus.PrometheusExportPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The Allure report: one {@code index.html} that opens from disk, with the trend over earlier reports of the same groups.
 * Nothing is sent anywhere, neither when it is made nor when it is opened: Allure's analytics are left out.
 */
public final class AllureReport {
    private static final List<Class<? extends Extension>> LEFT_OUT =
            List.of(GaPlugin.class, MailPlugin.class, InfluxDbExportPlugin.class, PrometheusExportPlugin.class);

    private AllureReport() {}

    /**
     * Makes the report of a run that came to its end, green or red, and keeps its history for the next one.
     *
     * @param results what Allure's listeners wrote
     * @param report the directory that gets {@code index.html}
     * @param historyDir where the history of these groups is kept: {@link ReportHistory#directory}
     * @return the report's {@code index.html}
     * @throws Inconclusive if it could not be made
     */
    public static Path generate(Path results, Path report, Path historyDir) {
        var history = new ReportHistory(historyDir);
        try {
            history.copyInto(results);
            var keeper = new HistoryKeeper();
            var page = generate(results, report, keeper);
            if (new AllureResults(results).count() > 0) {
                history.replaceBy(keeper.files());
            }
            return page;
        } catch (IOException | RuntimeException e) {
            throw new Inconclusive("the Allure report could not be made from " + results + ": " + e, e);
        }
    }

    private static Path generate(Path results, Path report, HistoryKeeper keeper) throws IOException {
        Files.createDirectories(report);
        var draft = Files.createTempDirectory(report.toAbsolutePath(), ".draft");
        try {
            new ReportGenerator(configuration(keeper)).generateSingleFile(draft, List.of(results));
            SelfContainedPage.make(draft.resolve("index.html"));
            return Files.move(
                    draft.resolve("index.html"),
                    report.resolve("index.html"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft.resolve("index.html"));
            Files.deleteIfExists(draft);
        }
    }

    static Configuration configuration(HistoryKeeper keeper) {
        var bundled = ConfigurationBuilder.bundled().build().getExtensions();
        var kept = bundled.stream()
                .filter(extension -> !(extension instanceof Context) && !LEFT_OUT.contains(extension.getClass()))
                .toList();
        return ConfigurationBuilder.empty()
                .withExtensions(kept)
                .withExtensions(List.of(keeper))
                .withReportName("Firedrill")
                .build();
    }
}
