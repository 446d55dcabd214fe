package dev.firedrill.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end which tests were not run and why; surefire tells only how many. */
public final class NotRunTests implements TestExecutionListener {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (reason.startsWith(NeedsCondition.NOT_RUN)) {
            lines.add("  " + name(test) + ": " + reason.substring(NeedsCondition.NOT_RUN.length()));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!lines.isEmpty()) {
            System.out.println("Tests that were not run (.ci/packages brings the programs, on Debian 12):\n"
                    + String.join("\n", lines.stream().sorted().toList()));
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
