package dev.firedrill.aws.rds;

import dev.firedrill.aws.AwsReference;
import dev.firedrill.aws.OwnResources;
import dev.firedrill.aws.OwnTags;
import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
public record OwnInstance(RdsClient rds, AwsReference reference, OwnResources ours, Deadline deadline) {
    /** Clocks of AWS that disagree. */
    private static final Duration SLACK = Duration.ofSeconds(60);

    /**
     * Whether it is there. If nobody knows what became of the request for it, that is waited for: what is not there yet
     * must not be taken for gone. One of that name which another made is not it.
     */
    public boolean exists() {
        var doing = "looking for instance " + reference.identifier();
        var appears = Deadline.in(ours.isSettled(reference) ? Duration.ZERO : ours.settling());
        var found = awaited().ask(doing);
        for (var pause = Patience.first(); found.isEmpty() && !appears.passed(); pause = Patience.longer(pause)) {
            patience().sleep(pause, doing);
            found = awaited().ask(doing);
        }
        boolean there = found.isPresent() && !isAnothers(found.get());
        if (!there) {
            ours.settle(reference);
        }
        return there;
    }

    /** Made before ours was asked for, by the clock of AWS, or by another run. */
    private boolean isAnothers(DBInstance instance) {
        var made = instance.instanceCreateTime();
        var run = Optional.ofNullable(tags(instance).get(OwnTags.RUN));
        return made != null && made.isBefore(reference.notedAt().minus(SLACK))
                || run.isPresent() && !run.get().equals(reference.run());
    }

    /**
     * Sees that it is ours.
     *
     * @throws Inconclusive if it is another's
     */
    void require() {
        var doing = "looking at the tags of instance " + reference.identifier();
        var appear = Deadline.in(ours.settling());
        for (var pause = Patience.first(); ; pause = Patience.longer(pause)) {
            var tags = awaited().ask(doing).map(this::tags).orElse(Map.of());
            if (OwnTags.areOf(reference.run(), tags)) {
                return;
            }
            if (appear.passed() || tags.containsKey(OwnTags.RUN)) {
                throw new Inconclusive(
                        "instance %s is not ours, and was not touched: expecting it to carry the tag %s=%s, but its tags are %s"
                                .formatted(reference.identifier(), OwnTags.RUN, reference.run(), tags));
            }
            patience().sleep(pause, doing);
        }
    }

    private Map<String, String> tags(DBInstance instance) {
        return tags(rds, instance, patience());
    }

    /** As RDS itself has them: what a list of instances shows of tags may lag behind. */
    static Map<String, String> tags(RdsClient rds, DBInstance instance, Patience patience) {
        var doing = "reading the tags of " + instance.dbInstanceIdentifier();
        try {
            return patience
                    .ask(doing, () -> rds.listTagsForResource(it -> it.resourceName(instance.dbInstanceArn())))
                    .tagList()
                    .stream()
                    .collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> first));
        } catch (DbInstanceNotFoundException e) {
            return Map.of();
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
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
        require();
        var doing = "deleting instance " + reference.identifier();
        for (var pause = Patience.first(); !delete(doing); pause = Patience.longer(pause)) {
            patience().sleep(pause, doing);
        }
        awaited().gone();
        ours.settle(reference);
    }

    /** False while RDS is still at something that it must end first. */
    private boolean delete(String doing) {
        try {
            new Patience(deadline)
                    .ask(
                            doing,
                            () -> rds.deleteDBInstance(it -> it.dbInstanceIdentifier(reference.identifier())
                                    .skipFinalSnapshot(true)
                                    .deleteAutomatedBackups(true)));
            return true;
        } catch (DbInstanceNotFoundException e) {
            return true;
        } catch (InvalidDbInstanceStateException e) {
            var instance = awaited().ask(doing);
            if (instance.isEmpty() || RdsState.DELETING.equals(instance.get().dbInstanceStatus())) {
                return true;
            }
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
        return false;
    }

    private Patience patience() {
        return new Patience(deadline);
    }

    private AwaitedInstance awaited() {
        return new AwaitedInstance(rds, reference.identifier(), deadline, state -> {});
    }
}
