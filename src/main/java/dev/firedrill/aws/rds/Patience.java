package dev.firedrill.aws.rds;

import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks AWS again where it asks for patience, beyond what the SDK does by itself: until the deadline of a restore. Pauses
 * grow to less than 10 seconds, and differ, so that many who wait at once do not ask all together.
 */
record Patience(Deadline deadline) {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /**
     * The answer, as soon as there is one.
     *
     * @param doing what is asked for, for messages
     * @throws Inconclusive if the deadline passes
     * @throws SdkException if AWS answers that it will not do it
     */
    <T> T ask(String doing, Supplier<T> question) {
        for (var pause = FIRST; ; pause = longer(pause)) {
            try {
                return question.get();
            } catch (SdkException e) {
                if (!mayPass(e) || deadline.passed()) {
                    throw e;
                }
            }
            sleep(pause, doing);
        }
    }

    private static boolean mayPass(SdkException failure) {
        return failure instanceof AwsServiceException answer
                ? answer.isThrottlingException() || answer.statusCode() >= 500
                : failure.retryable() || isOfTheNetwork(failure);
    }

    private static boolean isOfTheNetwork(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof ApiCallTimeoutException
                    || cause instanceof ApiCallAttemptTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** The pause after the first one. */
    static Duration first() {
        return FIRST;
    }

    static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** Anything up to a fifth longer. */
    void sleep(Duration pause, String doing) {
        deadline.check(doing);
        long millis = pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis() / 5);
        try {
            Thread.sleep(Math.min(millis, deadline.remaining().toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while " + doing, e);
        }
    }
}
