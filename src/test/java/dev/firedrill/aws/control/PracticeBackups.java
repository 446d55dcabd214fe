package dev.firedrill.aws.control;

import dev.firedrill.sample.PracticeShop;
import dev.firedrill.sample.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts the practice shop's backups into a region, as snapshots of instance {@code shop-prod}. */
public final class PracticeBackups {
    private PracticeBackups() {}

    /**
     * The production {@code shop-prod}, and an automated snapshot {@code rds:shop-prod-N} of each of its three base
     * backups, the oldest first.
     */
    public static Sample in(Region region) {
        var sample = PracticeShop.sample();
        var backups = of(sample, "");
        region.production(new Production(backups, sample.archived("").newestCommit()), it -> it);
        for (int i = 0; i < backups.size(); i++) {
            var name = "rds:shop-prod-" + (i + 1);
            region.snapshot(backups.get(i), it -> it.dbSnapshotIdentifier(name).snapshotType("automated"));
        }
        return sample;
    }

    /** Automated backups of one of its copies, as they are replicated to a region from that of the instance. */
    public static void replicated(Region from, Region to, String copy) {
        var sample = PracticeShop.sample();
        var source = from.instances().stream()
                .filter(instance -> instance.dbInstanceIdentifier().equals("shop-prod"))
                .findFirst()
                .orElseThrow();
        to.replicated(
                source, new Production(of(sample, copy), sample.archived(copy).newestCommit()));
    }

    private static List<PhysicalBackup> of(Sample sample, String copy) {
        try (var directories = Files.list(sample.backups(copy))) {
            return directories
                    .sorted()
                    .map((Path directory) -> new PhysicalBackup(directory, sample.wal(copy)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
