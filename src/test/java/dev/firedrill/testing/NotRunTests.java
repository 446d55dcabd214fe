package dev.firedrill.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end which tests were not run and why; surefire tells only how many. */
public final class NotRunTests implements TestExecutionListener {
    /** A plan of fewer tests was narrowed by hand, or is one that a test itself runs. */
    private static final int WHOLE = 500;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (reason.startsWith(NeedsCondition.NOT_RUN)) {
            lines.add("  " + name(test) + ": " + reason.substring(NeedsCondition.NOT_RUN.length()));
        }
    }

    /** What this host or this user cannot do is found out only while a test runs. */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.ABORTED) {
            lines.add("  " + name(test) + ": "
                    + result.getThrowable().map(Throwable::getMessage).orElse("it does not say why"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!lines.isEmpty()) {
            System.out.println("Tests that were not run (.ci/packages brings the programs, on Debian 12):\n"
                    + String.join("\n", lines.stream().sorted().toList()));
        }
        var leftOut = System.getProperty("firedrill.tests.left.out", "");
        if (!leftOut.isEmpty() && plan.countTestIdentifiers(TestIdentifier::isTest) > WHOLE) {
            System.out.println("Tests tagged [" + leftOut
                    + "] were left out for their length: mvn verify -Pexhaustive runs them.");
        }
    }

    private static String name(TestIdentifier test) {
        var source = test.getSource().orElse(null);
        if (source instanceof ClassSource type) {
            return type.getClassName();
        }
        return source instanceof MethodSource method
                ? method.getClassName() + "." + method.getMethodName()
                : test.getDisplayName();
    }
}
