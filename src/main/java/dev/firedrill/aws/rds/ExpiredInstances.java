package dev.firedrill.aws.rds;

import dev.firedrill.aws.AwsClock;
import dev.firedrill.aws.AwsReference;
import dev.firedrill.aws.OwnTags;
import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.restore.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;

/**
 * Restored instances that no ledger here knows any more, such as those of a build agent that is gone: by name and tags
 * ours, and past their expiry by the clock of AWS. Nothing else is.
 */
public record ExpiredInstances(RdsClient rds, AwsTarget target, String account, Deadline deadline) {
    private static final String DOING = "looking for restored instances whose time is over";

    /** Those of the region. */
    public List<AwsReference> find() {
        try {
            return new Patience(deadline).ask(DOING, () -> rds.describeDBInstancesPaginator().stream()
                    .flatMap(this::of)
                    .toList());
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(DOING);
        }
    }

    private Stream<AwsReference> of(DescribeDbInstancesResponse page) {
        // Without the time of AWS nothing can be told to be over.
        return AwsClock.of(page).stream().flatMap(now -> page.dbInstances().stream()
                .filter(instance -> instance.dbInstanceIdentifier().startsWith(OwnTags.PREFIX))
                .flatMap(instance -> expired(instance, now).stream()));
    }

    private Optional<AwsReference> expired(DBInstance instance, Instant now) {
        try {
            return OwnTags.ofExpired(OwnInstance.tags(rds, instance, new Patience(deadline)), now)
                    .map(run -> new AwsReference(
                            RdsRestore.SERVICE, target, account, instance.dbInstanceIdentifier(), run, Instant.EPOCH));
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        }
    }
}
