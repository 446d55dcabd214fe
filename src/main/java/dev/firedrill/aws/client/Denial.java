package dev.firedrill.aws.client;

import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS says of a denied action: most services name it, and who asked; S3 names nothing. */
record Denial(String principal, String action) {
    private static final Pattern TEXT = Pattern.compile("(arn:\\S+) is not authorized to perform:? (\\w+:\\w+)");

    static Optional<Denial> in(SdkException failure) {
        return Optional.of(failure)
                .filter(AwsServiceException.class::isInstance)
                .map(it -> ((AwsServiceException) it).awsErrorDetails())
                .map(details -> details.errorMessage())
                .map(TEXT::matcher)
                .filter(found -> found.find())
                .map(found -> new Denial(found.group(1), found.group(2)));
    }

    @Override
    public String toString() {
        return action + " to " + principal;
    }
}
