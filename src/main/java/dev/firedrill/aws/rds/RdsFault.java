package dev.firedrill.aws.rds;

import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.verdict.Inconclusive;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of AWS means for a restore. */
final class RdsFault {
    private RdsFault() {}

    static Inconclusive of(SdkException failure, String doing) {
        return AwsFault.of(failure).inconclusive(doing);
    }
}
