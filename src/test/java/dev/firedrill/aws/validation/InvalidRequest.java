package dev.firedrill.aws.validation;

import java.util.List;
import java.util.stream.Collectors;

/** A request that AWS would not take. An error, so that no code under test takes it for an answer of AWS. */
final class InvalidRequest extends AssertionError {
    private static final long serialVersionUID = 1L;

    InvalidRequest(String operation, String model, List<Violation> violations) {
        super("%s is no valid request by %s and was not sent:%n%s"
                .formatted(
                        operation,
                        model,
                        violations.stream()
                                .map(violation -> "  " + violation)
                                .collect(Collectors.joining(System.lineSeparator()))));
    }
}
