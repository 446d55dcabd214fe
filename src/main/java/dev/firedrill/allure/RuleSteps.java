package dev.firedrill.allure;

import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** Rules as steps, each on the thread that evaluates it. */
final class RuleSteps {
    private final AllureLifecycle lifecycle;
    private final ThreadLocal<Deque<Open>> open = ThreadLocal.withInitial(ArrayDeque::new);

    RuleSteps(AllureLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    private record Open(String uuid, StepResult step, boolean inTest) {}

    void started(RestoreFixture fixture, String id, String description) {
        var step = new StepResult().setName(id + ": " + description).setStart(System.currentTimeMillis());
        var uuid = UUID.randomUUID().toString();
        boolean inTest = !fixture.isUnderWay() && lifecycle.getCurrentTestCase().isPresent();
        if (inTest) {
            lifecycle.startStep(uuid, step);
        } else {
            fixture.add(step);
        }
        open.get().push(new Open(uuid, step, inTest));
    }

    /**
     * @throws IllegalStateException if no rule was started on this thread; its caller enters a late failure
     */
    void finished(RuleOutcome outcome) {
        var current = open.get().poll();
        if (current == null) {
            throw new IllegalStateException("rule " + outcome.id() + " finished on another thread than it started on");
        }
        describe(outcome, current.step());
        if (current.inTest()) {
            lifecycle.stopStep(current.uuid());
        } else {
            current.step().setStage(Stage.FINISHED).setStop(System.currentTimeMillis());
        }
    }

    private void describe(RuleOutcome outcome, StepResult step) {
        var mark = outcome.verdict() == Verdict.WARN ? "WARN " : "";
        step.setName(mark + outcome.id() + ": " + outcome.description())
                .setStatus(Statuses.of(outcome.verdict()))
                .setParameters(new ArrayList<>(List.of(
                        new Parameter().setName("value").setValue(number(outcome.value())),
                        new Parameter().setName("allowed").setValue(outcome.bounds()))));
        if (outcome.verdict() != Verdict.PASS) {
            step.setStatusDetails(new StatusDetails().setMessage(outcome.message()))
                    .setAttachments(new ArrayList<>(List.of(offences(outcome))));
        }
    }

    private Attachment offences(RuleOutcome outcome) {
        var text = new StringBuilder(outcome.message()).append('\n');
        if (!outcome.samples().isEmpty()) {
            text.append("\nKeys of offending rows (")
                    .append(outcome.samples().size())
                    .append(" shown):\n");
            outcome.samples().forEach(sample -> text.append("  ").append(sample).append('\n'));
        }
        if (!outcome.sql().isEmpty()) {
            text.append("\nAll of them:\n").append(outcome.sql()).append('\n');
        }
        return Attachments.text(lifecycle, outcome.id() + ".txt", text.toString(), "text/plain", ".txt");
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "unknown";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? "%,d".formatted((long) value) : "" + value;
    }
}
