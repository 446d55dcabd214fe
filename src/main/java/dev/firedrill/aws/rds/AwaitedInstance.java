package dev.firedrill.aws.rds;

import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/**
 * Asks after one instance until it is as it is waited for.
 *
 * @param told hears of each change of state
 */
record AwaitedInstance(RdsClient rds, String identifier, Deadline deadline, Consumer<String> told) {
    /**
     * The instance as soon as it is so.
     *
     * @param doing what is waited for, for messages
     * @throws dev.firedrill.verdict.BackupUnusable if its state says that the backup cannot be restored
     * @throws Inconclusive if it cannot become so, or the deadline passes
     */
    DBInstance until(Predicate<DBInstance> so, String doing) {
        var state = "";
        for (var pause = Patience.first(); ; pause = Patience.longer(pause)) {
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
            patience().sleep(pause, doing);
        }
    }

    /** Waits until there is no such instance any more. */
    void gone() {
        var doing = "waiting until instance " + identifier + " is gone";
        for (var pause = Patience.first(); ask(doing).isPresent(); pause = Patience.longer(pause)) {
            patience().sleep(pause, doing);
        }
    }

    /** Empty if there is none. */
    Optional<DBInstance> ask(String doing) {
        try {
            return patience()
                    .ask(
                            doing,
                            () ->
                                    rds
                                            .describeDBInstances(it -> it.dbInstanceIdentifier(identifier))
                                            .dbInstances()
                                            .stream()
                                            .findFirst());
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
    }

    private Patience patience() {
        return new Patience(deadline);
    }
}
