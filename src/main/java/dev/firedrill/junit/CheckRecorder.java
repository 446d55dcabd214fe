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
    /** How the message of a check begins that was skipped or aborted. */
    static final String NOT_RUN = "INCONCLUSIVE  not run: ";

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
        var thrown = result.getThrowable().orElse(null);
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            add(test, Verdict.INCONCLUSIVE, NOT_RUN + (thrown == null ? "aborted" : thrown.getMessage()));
        } else if (thrown == null && isIdleFactory(test)) {
            add(test, Verdict.INCONCLUSIVE, NOT_RUN + "a factory of checks that made none");
        } else if (test.isTest() || thrown != null) {
            add(test, Verdict.of(thrown), thrown == null ? "" : message(thrown));
        }
        finished.add(test.getUniqueId());
    }

    /** A method that is a container makes its tests while it runs. */
    private boolean isIdleFactory(TestIdentifier test) {
        return !test.isTest()
                && test.getSource().filter(MethodSource.class::isInstance).isPresent()
                && plan.getChildren(test).isEmpty();
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, Verdict.INCONCLUSIVE, NOT_RUN + reason);
        for (var below : plan.getDescendants(test)) {
            if (below.isTest()) {
                add(below, Verdict.INCONCLUSIVE, NOT_RUN + reason);
            }
        }
    }

    private void add(TestIdentifier test, Verdict verdict, String message) {
        var since = started.getOrDefault(test.getUniqueId(), System.nanoTime());
        var restorations = session.usedBy(test.getUniqueId());
        session.run()
                .add(new CheckOutcome(
                        session.identity(test.getUniqueId()),
                        className(test),
                        test.getDisplayName(),
                        verdict,
                        restorations.stream().map(Restoration::id).toList(),
                        message,
                        Duration.ofNanos(System.nanoTime() - since)));
    }

    /** The message, and that of the first cause where it says more. */
    private static String message(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var own = String.valueOf(thrown.getMessage());
        var first = String.valueOf(root.getMessage());
        return own.contains(first) ? own : own + "\ncaused by " + root;
    }

    private static String className(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName()
                        : source instanceof ClassSource type ? type.getClassName() : "")
                .orElse("");
    }
}
