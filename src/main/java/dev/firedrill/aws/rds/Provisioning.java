package dev.firedrill.aws.rds;

import dev.firedrill.aws.AwsReference;
import dev.firedrill.aws.OwnResources;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Asks RDS for the instance of an order, once it stands in the ledger. */
record Provisioning(RestoreOrder order, RdsSource source, RdsPlace place, RdsClient rds, OwnResources ours) {

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
                RdsRestore.SERVICE, source.target(), NewInstance.name(order), order.restorationId(), now);
        order.willMake(RdsRestore.SERVICE, reference.toString(), 0);
        ours.note(reference);
        ask(instance, reference);
        return new AwaitedInstance(rds, reference.identifier(), order.deadline(), order::note);
    }

    NewInstance instance(Instant now) {
        return new NewInstance(order, place, original(), now.plus(place.life()));
    }

    RdsCost cost(NewInstance instance) {
        return RdsCost.of(instance.instanceClass(), Snapshot.gigabytes(order.backup()), place);
    }

    private void ask(NewInstance instance, AwsReference reference) {
        var doing = "restoring " + order.backup().id() + " into instance " + reference.identifier();
        try {
            patience()
                    .ask(
                            doing,
                            () -> AutomatedBackups.isOne(order.backup())
                                    ? rds.restoreDBInstanceToPointInTime(instance.toPointInTime())
                                    : rds.restoreDBInstanceFromDBSnapshot(instance.ofSnapshot()));
        } catch (DbInstanceAlreadyExistsException e) {
            // An answer was lost, and the request repeated; if it is not ours its tags will say so.
            new OwnInstance(rds, reference, ours, order.deadline()).require();
        } catch (DbSnapshotNotFoundException e) {
            ours.settle(reference);
            throw new BackupUnusable("expecting snapshot " + order.backup().id() + ", but it is gone", e);
        } catch (SdkException e) {
            if (e instanceof AwsServiceException answer && answer.statusCode() < 500) {
                ours.settle(reference);
            }
            throw RdsFault.of(e, doing);
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
            throw RdsFault.of(e, doing);
        }
    }

    private Patience patience() {
        return new Patience(order.deadline());
    }
}
