package dev.firedrill.aws.rds;

import dev.firedrill.aws.AwsReference;
import dev.firedrill.aws.OwnTags;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * An instance that stands in our ledger: removed only if its tags, too, say that the restoration made it which wrote it
 * down.
 */
public record OwnInstance(RdsClient rds, AwsReference reference, Deadline deadline) {

    /** @throws Inconclusive if the instance of that name is another's */
    static void require(RdsClient rds, AwsReference reference) {
        var instance = rds.describeDBInstances(it -> it.dbInstanceIdentifier(reference.identifier()))
                .dbInstances()
                .get(0);
        var tags = tags(rds, instance);
        if (!OwnTags.areOf(reference.run(), tags)) {
            throw new Inconclusive("instance %s is not ours: expecting it to carry the tag %s=%s, but its tags are %s"
                    .formatted(reference.identifier(), OwnTags.RUN, reference.run(), tags));
        }
    }

    /** As RDS itself has them: what a list of instances shows of tags may lag behind. */
    private static Map<String, String> tags(RdsClient rds, DBInstance instance) {
        return rds.listTagsForResource(it -> it.resourceName(instance.dbInstanceArn())).tagList().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> first));
    }

    public boolean exists() {
        return awaited().ask("looking for instance " + reference.identifier()).isPresent();
    }

    /**
     * Deletes it and waits until it is gone; nothing happens if it is gone already.
     *
     * @throws Inconclusive if it is another's, or is not gone by the deadline
     */
    public void remove() {
        if (!exists()) {
            return;
        }
        try {
            require(rds, reference);
            for (boolean deleted = false; !deleted; ) {
                deleted = delete();
            }
        } catch (DbInstanceNotFoundException e) {
            return;
        } catch (SdkException e) {
            throw RdsFault.of(e, "deleting instance " + reference.identifier());
        }
        awaited().gone();
    }

    /** False while RDS is still at something that it must end first. */
    private boolean delete() {
        var doing = "deleting instance " + reference.identifier();
        try {
            rds.deleteDBInstance(it -> it.dbInstanceIdentifier(reference.identifier())
                    .skipFinalSnapshot(true)
                    .deleteAutomatedBackups(true));
            return true;
        } catch (InvalidDbInstanceStateException e) {
            var instance = awaited().ask(doing);
            if (instance.isEmpty() || RdsState.DELETING.equals(instance.get().dbInstanceStatus())) {
                return true;
            }
            awaited().pause(doing);
            return false;
        }
    }

    private AwaitedInstance awaited() {
        return new AwaitedInstance(rds, reference.identifier(), deadline, state -> {});
    }
}
