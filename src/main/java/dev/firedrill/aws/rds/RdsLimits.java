package dev.firedrill.aws.rds;

import dev.firedrill.aws.AwsClock;
import dev.firedrill.aws.OwnTags;
import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.backup.Backup;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;

/** What one run may make at most: looked at before anything is made. */
record RdsLimits(RdsClient rds, RdsPlace place, Deadline deadline) {

    /**
     * Sees that a restore of that backup stays within them.
     *
     * @return the time as AWS has it
     * @throws Inconclusive if not
     */
    Instant require(Backup backup) {
        int gigabytes = Snapshot.gigabytes(backup);
        if (gigabytes > place.maxGigabytes()) {
            throw new Inconclusive("backup %s needs %,d GB, and no more than %,d are allowed; nothing was restored"
                            .formatted(backup.id(), gigabytes, place.maxGigabytes())
                    + "\n  Remedy: raise maxGigabytes under place:");
        }
        var now = new AtomicReference<>(Instant.now());
        long there = ours(now);
        if (there >= place.maxInstances()) {
            throw new Inconclusive(
                    "%d restored instances are there already, and no more than %d are allowed; nothing was restored"
                                    .formatted(there, place.maxInstances())
                            + "\n  Remedy: firedrill sweep, or raise maxInstances under place:");
        }
        return now.get();
    }

    private long ours(AtomicReference<Instant> now) {
        var doing = "counting restored instances";
        try {
            return new Patience(deadline).ask(doing, () -> rds.describeDBInstancesPaginator().stream()
                    .peek(page -> AwsClock.of(page).ifPresent(now::set))
                    .flatMap(page -> page.dbInstances().stream())
                    .filter(instance -> instance.dbInstanceIdentifier().startsWith(OwnTags.PREFIX))
                    .count());
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
    }
}
