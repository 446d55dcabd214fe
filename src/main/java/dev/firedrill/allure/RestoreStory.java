package dev.firedrill.allure;

import dev.firedrill.backup.Backup;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.PhaseRecord;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Verdict;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.FixtureResult;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Allure shows of one restore: phases as steps with their times, what was chosen, and the log. */
record RestoreStory(Restoration restoration, AllureLifecycle lifecycle) {
    String name() {
        return (restoration.isReadInPlace() ? "Read " : "Restore ") + what();
    }

    FixtureResult setUp(List<StepResult> rules) {
        var steps = phases();
        nest(rules, steps);
        long start = restoration.startedAt().toEpochMilli();
        return new FixtureResult()
                .setName(name())
                .setStage(Stage.FINISHED)
                .setStatus(status())
                .setStatusDetails(details())
                .setParameters(parameters())
                .setSteps(steps)
                .setAttachments(List.of(Attachments.text(
                        lifecycle, "restore.log", String.join("\n", restoration.log()), "text/plain", ".log")))
                .setStart(start)
                .setStop(start + untilVerified().toMillis());
    }

    FixtureResult tearDown() {
        long stop = System.currentTimeMillis();
        var elapsed = restoration.phases().stream()
                .filter(record -> record.phase() == Phase.DISCARD)
                .map(PhaseRecord::elapsed)
                .reduce(Duration.ZERO, Duration::plus);
        var disposal = restoration.disposal();
        var name =
                switch (disposal) {
                    case DISCARDED -> "Discard " + what() + ": gone, verified";
                    case KEPT -> "Keep " + what() + ", as asked";
                    case LEFT_BEHIND -> "Discard " + what() + ": LEFT BEHIND";
                    case PENDING -> "Discard " + what() + ": unknown whether it is gone";
                };
        return new FixtureResult()
                .setName(name)
                .setStage(Stage.FINISHED)
                .setStatus(disposal.isAccountedFor() ? Status.PASSED : Status.BROKEN)
                .setStart(stop - elapsed.toMillis())
                .setStop(stop);
    }

    private String what() {
        return restoration.system().name() + " (" + restoration.request().describe() + ")";
    }

    private List<StepResult> phases() {
        var steps = new ArrayList<StepResult>();
        long start = restoration.startedAt().toEpochMilli();
        for (var record : restoration.phases()) {
            if (record.phase() == Phase.DISCARD) {
                continue;
            }
            long stop = start + record.elapsed().toMillis();
            boolean well = record.outcome().equals("ok");
            steps.add(new StepResult()
                    .setName(record.phase() + ": " + Durations.text(record.elapsed())
                            + (well ? "" : ", " + record.outcome()))
                    .setStage(Stage.FINISHED)
                    .setStatus(well ? Status.PASSED : status())
                    .setStart(start)
                    .setStop(stop));
            start = stop;
        }
        return steps;
    }

    /** Rules that ran while restoring belong to its last phase: verify, or the one in which it failed. */
    private static void nest(List<StepResult> rules, List<StepResult> steps) {
        if (steps.isEmpty()) {
            steps.addAll(rules);
        } else {
            steps.get(steps.size() - 1).setSteps(rules);
        }
    }

    private Status status() {
        var thrown = restoration.failure().orElse(null);
        boolean unknown = thrown == null && restoration.instance().isEmpty();
        return unknown ? Status.BROKEN : Statuses.of(Verdict.of(thrown));
    }

    private StatusDetails details() {
        return restoration
                .failure()
                .map(failure -> new StatusDetails().setMessage(String.valueOf(failure.getMessage())))
                .orElse(null);
    }

    private List<Parameter> parameters() {
        var parameters = new ArrayList<Parameter>();
        parameters.add(parameter("backup", restoration.backup().map(Backup::id).orElse("none was chosen")));
        parameters.add(parameter("chosen", restoration.howChosen()));
        parameters.add(
                parameter("target", restoration.target().map(Object::toString).orElse("unknown")));
        parameters.add(parameter("as of", restoration.asOf().toString()));
        parameters.add(parameter(
                "recovery point",
                restoration
                        .recoveryPoint()
                        .map(point -> point.time() + " (" + point.measuredBy() + ")")
                        .orElse("unknown")));
        parameters.add(parameter(
                "restore time (RTO)", restoration.rto().map(Durations::text).orElse("unknown")));
        parameters.add(parameter(
                "data lost (RPO)", restoration.rpo().map(Durations::text).orElse("not measured")));
        return parameters;
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter().setName(name).setValue(value).setExcluded(true);
    }

    private Duration untilVerified() {
        return restoration.phases().stream()
                .filter(record -> record.phase() != Phase.DISCARD)
                .map(PhaseRecord::elapsed)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
