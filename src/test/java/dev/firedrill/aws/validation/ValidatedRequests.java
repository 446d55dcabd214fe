package dev.firedrill.aws.validation;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Says at the end by which models the requests to AWS were validated: where botocore is missing, that is much less. */
public final class ValidatedRequests implements TestExecutionListener {
    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        var validated = RequestValidation.validated();
        if (!validated.isEmpty() && !Boolean.getBoolean("firedrill.report")) {
            System.out.println("Requests to AWS were validated: " + summary(validated));
        }
    }

    static String summary(Map<String, Set<String>> operations) {
        return operations.entrySet().stream()
                .map(judged -> judged.getValue().size() + " operations by " + judged.getKey())
                .collect(Collectors.joining(", "));
    }
}
