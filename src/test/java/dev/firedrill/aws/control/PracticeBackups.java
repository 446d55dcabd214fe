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
        var backups = of(sample);
        var newest = sample.archived("").newestCommit();
        region.production(new Production(backups, newest), it -> it);
        for (int i = 0; i < backups.size(); i++) {
            var name = "rds:shop-prod-" + (i + 1);
            region.snapshot(backups.get(i), it -> it.dbSnapshotIdentifier(name).snapshotType("automated"));
        }
        return sample;
    }

    /** Its base backups, the oldest first. */
    public static List<PhysicalBackup> of(Sample sample) {
        try (var directories = Files.list(sample.backups(""))) {
            return directories
                    .sorted()
                    .map((Path directory) -> new PhysicalBackup(directory, sample.wal("")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
