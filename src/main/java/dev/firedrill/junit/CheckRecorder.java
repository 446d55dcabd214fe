package dev.firedrill.junit;

import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.CheckOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Enters in the run what became of each check; one that was skipped or aborted proved nothing and is INCONCLUSIVE. */
final class CheckRecorder implements TestExecutionListener {
    private final RunSession session;
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private volatile TestPlan plan;

    CheckRecorder(RunSession session) {
        this.session = session;
    }

    /** Unique ids of the checks (and factories of checks) that came to an end. */
    Set<String> finished() {
        return Set.copyOf(finished);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        this.plan = plan;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean failedContainer = result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
        if (test.isTest() || failedContainer) {
            var thrown = result.getThrowable().orElse(null);
            var verdict = result.getStatus() == TestExecutionResult.Status.ABORTED
                    ? Verdict.INCONCLUSIVE
                    : Verdict.of(thrown);
            add(test, verdict, thrown == null ? "" : String.valueOf(thrown.getMessage()));
        }
        finished.add(test.getUniqueId());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, Verdict.INCONCLUSIVE, "INCONCLUSIVE  not run: " + reason);
        for (var below : plan.getDescendants(test)) {
            if (below.isTest()) {
                add(below, Verdict.INCONCLUSIVE, "INCONCLUSIVE  not run: " + reason);
            }
        }
    }

    private void add(TestIdentifier test, Verdict verdict, String message) {
        var since = started.getOrDefault(test.getUniqueId(), System.nanoTime());
        var restorations = session.usedBy(test.getUniqueId());
        session.run()
                .add(new CheckOutcome(
                        test.getUniqueId(),
                        className(test),
                        test.getDisplayName(),
                        verdict,
                        restorations.stream().map(Restoration::id).toList(),
                        message,
                        Duration.ofNanos(System.nanoTime() - since)));
    }

    private static String className(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName()
                        : source instanceof ClassSource type ? type.getClassName() : "")
                .orElse("");
    }
}
