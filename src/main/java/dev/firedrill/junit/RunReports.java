package dev.firedrill.junit;

import dev.firedrill.allure.AllureReport;
import dev.firedrill.allure.AllureResults;
import dev.firedrill.allure.ReportHistory;
import dev.firedrill.evidence.EvidenceLog;
import dev.firedrill.report.ConsoleTable;
import dev.firedrill.report.ResultsJson;
import dev.firedrill.report.Screen;
import dev.firedrill.restore.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Writes all that a run leaves, in an order in which each can still report the failure of the one before. */
final class RunReports {
    private final Run run;
    private final Path allureResults;
    private final AllureResults results;
    private final Path resultsFile;
    private Path report;

    /** @param allureResults where Allure's listener writes */
    RunReports(Run run, Path allureResults) {
        this.run = run;
        this.allureResults = allureResults;
        this.results = new AllureResults(allureResults);
        this.resultsFile = Path.of("target", "firedrill", "results.json");
        this.report = Path.of("allure-report", "index.html");
    }

    /**
     * Removes what an earlier run left: a second run would count as a retry of the first, and what a run that was killed
     * did not replace would pass for its result.
     */
    void begin() {
        results.clean();
        try {
            Files.deleteIfExists(resultsFile);
            Files.deleteIfExists(report);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove what an earlier run left", e);
        }
    }

    /** Writes everything, balances the books, and prints the table last. */
    void end(Set<String> planned, Set<String> finished) {
        guarded("results.json was not written", () -> ResultsJson.write(run, Instant.now(), resultsFile));
        new Books(run)
                .planned(planned, finished)
                .allure(results.count())
                .resultsFile(resultsFile)
                .instances()
                .everyCheckRan()
                .everyRestoreWasLookedInto()
                .faults()
                .forEach(fault -> run.addLateFailure("the books do not balance: " + fault));
        if (run.verdict().breaksTheBuild() && noCheckIsRed()) {
            run.addLateFailure("the run is " + run.verdict() + ", but no check carries it");
        }
        guarded("the evidence was not written", this::evidence);
        guarded("the Allure report was not made", this::allure);
        if (!run.lateFailures().isEmpty()) {
            guarded("results.json was not written", () -> ResultsJson.write(run, Instant.now(), resultsFile));
        }
        run.configuration()
                .withoutEffect()
                .forEach(place -> System.out.println("Without effect in this version: " + place));
        guarded("known offences were not looked through", () -> new KnownThatNeverRan(
                        run, EvidenceLog.in(run.configuration().state()))
                .lines()
                .forEach(System.out::println));
        System.out.println(ConsoleTable.of(run, report, Screen.ofPlatform(false)));
        System.out.flush();
        if (!run.lateFailures().isEmpty()) {
            throw new RunIsRed(String.join(System.lineSeparator(), run.lateFailures()));
        }
    }

    private void allure() {
        results.describe(run, System.getenv(), Map.of());
        var history = ReportHistory.directory(run.configuration().state(), run.groups());
        report = AllureReport.generate(allureResults, report.getParent(), history);
    }

    /** JUnit turns a build red for a red check only: a check may have caught what a rule threw. */
    private boolean noCheckIsRed() {
        return run.checks().stream().noneMatch(check -> check.verdict().breaksTheBuild());
    }

    private void evidence() {
        EvidenceLog.in(run.configuration().state())
                .append(run, System.getenv())
                .notes()
                .forEach(note -> System.out.println("evidence: " + note));
    }

    private void guarded(String whatWasLost, Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException | LinkageError e) {
            run.addLateFailure(whatWasLost + ": " + e);
        }
    }
}
