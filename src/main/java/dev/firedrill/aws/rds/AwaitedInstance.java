package dev.firedrill.aws.rds;

import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/**
 * Asks after one instance until it is as it is waited for. The pauses grow to less than 10 seconds, and differ, so that
 * many who wait at once do not ask all together.
 *
 * @param told hears of each change of state
 */
record AwaitedInstance(RdsClient rds, String identifier, Deadline deadline, Consumer<String> told) {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /**
     * The instance as soon as it is so.
     *
     * @param doing what is waited for, for messages
     * @throws dev.firedrill.verdict.BackupUnusable if its state says that the backup cannot be restored
     * @throws Inconclusive if it cannot become so, or the deadline passes
     */
    DBInstance until(Predicate<DBInstance> so, String doing) {
        var state = "";
        for (var pause = FIRST; ; pause = longer(pause)) {
            var found = ask(doing);
            if (found.isPresent()) {
                var instance = found.get();
                if (!state.equals(instance.dbInstanceStatus())) {
                    state = instance.dbInstanceStatus();
                    told.accept("instance " + identifier + " is " + state);
                }
                RdsState.require(instance);
                if (so.test(instance)) {
                    return instance;
                }
            } else if (!state.isEmpty()) {
                throw new Inconclusive("the restored instance " + identifier + " vanished while " + doing
                        + "\n  Remedy: find out who deleted it");
            }
            sleep(pause, doing);
        }
    }

    /** Waits until there is no such instance any more. */
    void gone() {
        var doing = "waiting until instance " + identifier + " is gone";
        for (var pause = FIRST; ask(doing).isPresent(); pause = longer(pause)) {
            sleep(pause, doing);
        }
    }

    /** Empty if there is none. What may pass, such as being asked to ask less often, is waited out. */
    Optional<DBInstance> ask(String doing) {
        for (var pause = FIRST; ; pause = longer(pause)) {
            try {
                return rds.describeDBInstances(it -> it.dbInstanceIdentifier(identifier)).dbInstances().stream()
                        .findFirst();
            } catch (DbInstanceNotFoundException e) {
                return Optional.empty();
            } catch (SdkException e) {
                if (!mayPass(e)) {
                    throw RdsFault.of(e, doing);
                }
                sleep(pause, doing);
            }
        }
    }

    /** A pause before something is tried once more. */
    void pause(String doing) {
        sleep(FIRST, doing);
    }

    static boolean mayPass(SdkException failure) {
        return failure instanceof AwsServiceException answer
                ? answer.isThrottlingException() || answer.statusCode() >= 500
                : failure.retryable();
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** Anything up to a fifth longer. */
    private void sleep(Duration pause, String doing) {
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
