package dev.firedrill.aws.rds;

import dev.firedrill.aws.OwnTags;
import dev.firedrill.backup.Backup;
import dev.firedrill.verdict.Inconclusive;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;

/** What one run may make at most: looked at before anything is made. */
record RdsLimits(RdsClient rds, RdsPlace place) {

    /** @throws Inconclusive if a restore of that backup would go beyond them */
    void require(Backup backup) {
        int gigabytes = Integer.parseInt(backup.details().getOrDefault(Snapshot.SIZE, "0"));
        if (gigabytes > place.maxGigabytes()) {
            throw new Inconclusive("backup %s needs %,d GB, and no more than %,d are allowed; nothing was restored"
                            .formatted(backup.id(), gigabytes, place.maxGigabytes())
                    + "\n  Remedy: raise maxGigabytes under place:");
        }
        long there = ours();
        if (there >= place.maxInstances()) {
            throw new Inconclusive(
                    "%d restored instances are there already, and no more than %d are allowed; nothing was restored"
                                    .formatted(there, place.maxInstances())
                            + "\n  Remedy: firedrill sweep, or raise maxInstances under place:");
        }
    }

    private long ours() {
        try {
            return rds.describeDBInstancesPaginator().dbInstances().stream()
                    .filter(instance -> instance.dbInstanceIdentifier().startsWith(OwnTags.PREFIX))
                    .count();
        } catch (SdkException e) {
            throw RdsFault.of(e, "counting restored instances");
        }
    }
}
