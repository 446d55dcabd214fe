package dev.firedrill.aws.rds;

import dev.firedrill.aws.AwsReference;
import dev.firedrill.aws.OwnResources;
import dev.firedrill.aws.OwnTags;
import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Asks RDS for the instance of an order, once it stands in the ledger. */
record Provisioning(
        RestoreOrder order, RdsSource source, RdsPlace place, RdsClient rds, String account, OwnResources ours) {

    /**
     * Asks for it; it is not there yet.
     *
     * @param now the time as AWS has it
     * @throws BackupUnusable if the backup is gone
     * @throws dev.firedrill.verdict.Inconclusive if it may cost too much, or RDS refuses
     */
    AwaitedInstance make(Instant now) {
        var instance = instance(now);
        var cost = cost(instance);
        cost.require();
        order.note("it costs " + cost);
        var reference = new AwsReference(
                RdsRestore.SERVICE, source.target(), account, NewInstance.name(order), instance.run(), now);
        order.willMake(RdsRestore.SERVICE, reference.toString(), 0);
        ours.note(reference);
        ask(instance, reference);
        return new AwaitedInstance(rds, reference.identifier(), order.deadline(), order::note);
    }

    NewInstance instance(Instant now) {
        return new NewInstance(order, place, original(), OwnTags.run(order), now.plus(place.life()));
    }

    RdsCost cost(NewInstance instance) {
        return RdsCost.of(instance.instanceClass(), Snapshot.gigabytes(order.backup()), place);
    }

    private void ask(NewInstance instance, AwsReference reference) {
        var doing = "restoring " + order.backup().id() + " into instance " + reference.identifier();
        var attempts = new AtomicInteger();
        try {
            patience().ask(doing, () -> {
                attempts.incrementAndGet();
                return AutomatedBackups.isOne(order.backup())
                        ? rds.restoreDBInstanceToPointInTime(instance.toPointInTime())
                        : rds.restoreDBInstanceFromDBSnapshot(instance.ofSnapshot());
            });
        } catch (DbInstanceAlreadyExistsException e) {
            // An answer was lost, and the request repeated; if it is not ours its tags will say so.
            new OwnInstance(rds, reference, ours, order.deadline()).require();
        } catch (DbSnapshotNotFoundException e) {
            settle(reference, e, attempts.get());
            throw new BackupUnusable("expecting snapshot " + order.backup().id() + ", but it is gone", e);
        } catch (SdkException e) {
            settle(reference, e, attempts.get());
            throw AwsFault.of(e).inconclusive(doing);
        }
    }

    /** Refused by the only answer there was: of an earlier attempt the answer may have been lost. */
    private void settle(AwsReference reference, SdkException failure, int attempts) {
        boolean only = attempts == 1 && (failure.numAttempts() == null || failure.numAttempts() == 1);
        if (only && failure instanceof AwsServiceException answer && answer.statusCode() < 500) {
            ours.settle(reference);
        }
    }

    /** The instance that was backed up; it may be gone, or in another region. */
    private Optional<DBInstance> original() {
        var doing = "looking at instance " + source.instance();
        try {
            return patience()
                    .ask(doing, () -> rds.describeDBInstances(it -> it.dbInstanceIdentifier(source.instance())))
                    .dbInstances()
                    .stream()
                    .findFirst();
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
    }

    private Patience patience() {
        return new Patience(order.deadline());
    }
}
