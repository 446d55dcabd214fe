package dev.firedrill.junit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether everything that was done was also reported: checks planned = checks that ran = Allure results = entries in
 * results.json, and every instance is gone. JUnit swallows what listeners throw, so this is where a lost result is found.
 */
final class Books {
    private static final int SHOWN = 5;

    private final Run run;
    private final List<String> faults = new ArrayList<>();

    Books(Run run) {
        this.run = run;
    }

    /** Every planned check came to an end. */
    Books planned(Set<String> planned, Set<String> finished) {
        var missing = new TreeSet<>(planned);
        missing.removeAll(finished);
        if (!missing.isEmpty()) {
            faults.add("%d of %d checks never ran, such as %s"
                    .formatted(
                            missing.size(),
                            planned.size(),
                            missing.stream().limit(SHOWN).toList()));
        }
        return this;
    }

    /** Allure has one result for each check. */
    Books allure(int results) {
        int checks = run.checks().size();
        if (results != checks) {
            faults.add("%d checks have an outcome, but Allure holds %d results".formatted(checks, results));
        }
        return this;
    }

    /** results.json, read back, has an entry for each check and each restoration. */
    Books resultsFile(Path file) {
        try {
            var json = new ObjectMapper().readTree(file.toFile());
            compare("checks", run.checks().size(), json.path("checks").size());
            compare(
                    "restorations",
                    run.restorations().size(),
                    json.path("restorations").size());
        } catch (IOException e) {
            faults.add("results.json cannot be read back: " + e.getMessage());
        }
        return this;
    }

    /** No restoration was forgotten: each was discarded, kept, or said to be left behind. */
    Books instances() {
        run.restorations().stream()
                .filter(restoration -> restoration.disposal() == Restoration.Disposal.PENDING)
                .forEach(restoration -> faults.add("restoration " + restoration.id() + " was never discarded"));
        return this;
    }

    /** A check that was skipped or aborted proved nothing, and JUnit would call that a success. */
    Books everyCheckRan() {
        run.checks().stream()
                .filter(check -> check.message().startsWith(CheckRecorder.NOT_RUN))
                .forEach(check -> faults.add(check.className() + " \"" + check.name() + "\": " + check.message()));
        return this;
    }

    /** A restore whose data no check looked at proves nothing of it. */
    Books everyRestoreWasLookedInto() {
        run.restorations().stream()
                .filter(restoration -> restoration.instance().isPresent() && !restoration.wasLookedInto())
                .forEach(restoration -> faults.add("restoration " + restoration.id() + " (" + restoration.headline()
                        + ") was looked into by no check: no rule, no query"));
        return this;
    }

    private void compare(String what, int expected, int found) {
        if (expected != found) {
            faults.add("%d %s were made, but results.json holds %d".formatted(expected, what, found));
        }
    }

    /** What does not balance; empty if all does. */
    List<String> faults() {
        return List.copyOf(faults);
    }
}
