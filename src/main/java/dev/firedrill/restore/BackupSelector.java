package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Resolves a request to one backup and one target. No usable backup is a failure of its own kind. */
final class BackupSelector {
    private final long seed;

    /** @param seed of random draws; recorded with each draw, so that it can be repeated */
    BackupSelector(long seed) {
        this.seed = seed;
    }

    Selection select(RestoreRequest request, BackupCatalog catalog, Instant asOf) {
        return select(request, catalog, asOf, () -> {
            throw new IllegalStateException("no inventory");
        });
    }

    /** @param inventory where the system's inventory was recorded, if that is asked for */
    Selection select(RestoreRequest request, BackupCatalog catalog, Instant asOf, Supplier<RecoveryTarget> inventory) {
        var found = catalog.backups();
        // Of those of one moment the catalog knows which came first; this sort leaves them as they are.
        var backups = found.stream()
                .flatMap(backup -> catalog.existingAt(backup, asOf).stream())
                .sorted(Comparator.comparing(Backup::madeAt))
                .toList();
        if (backups.isEmpty()) {
            throw new BackupUnusable(request.system() + " · " + request.describe()
                    + ": no usable backup was found as of " + asOf + later(found) + "; nothing could be restored");
        }
        return request.random().isEmpty()
                ? newestThatServes(request, catalog, backups, request.target(asOf, inventory))
                : drawn(request, catalog, backups, asOf, inventory);
    }

    private static String later(List<Backup> found) {
        return found.isEmpty()
                ? ""
                : " (%d were made after that, the first, %s, at %s)"
                        .formatted(found.size(), found.get(0).id(), found.get(0).madeAt());
    }

    private Selection newestThatServes(
            RestoreRequest request, BackupCatalog catalog, List<Backup> backups, RecoveryTarget target) {
        var newest = backups.get(backups.size() - 1);
        var serving = backups.stream()
                .filter(backup -> catalog.reaches(backup, target))
                .toList();
        if (serving.isEmpty() && target instanceof RecoveryTarget.Recorded) {
            throw new Inconclusive(
                    "%s · %s: none of %d backups is known to be of the %s; the newest is %s, made at %s%n"
                                    .formatted(
                                            request.system(),
                                            request.describe(),
                                            backups.size(),
                                            target,
                                            newest.id(),
                                            newest.madeAt())
                            + "  Remedy: record the inventory anew right after a backup, and keep that backup as long as it is compared");
        }
        if (serving.isEmpty()) {
            throw new BackupUnusable(
                    "%s · %s: no backup was complete before the recovery target %s; the oldest of %d is %s, made at %s"
                            .formatted(
                                    request.system(),
                                    request.describe(),
                                    target,
                                    backups.size(),
                                    backups.get(0).id(),
                                    backups.get(0).madeAt()));
        }
        var chosen = serving.get(serving.size() - 1);
        return new Selection(
                chosen,
                target,
                newest,
                "the newest of %d that reach the target, of %d in all".formatted(serving.size(), backups.size()));
    }

    private Selection drawn(
            RestoreRequest request,
            BackupCatalog catalog,
            List<Backup> backups,
            Instant asOf,
            Supplier<RecoveryTarget> inventory) {
        var since = asOf.minus(request.period());
        var target = request.at().isEmpty() ? new RecoveryTarget.BackupEnd() : request.target(asOf, inventory);
        var candidates = backups.stream()
                .filter(backup -> !backup.madeAt().isBefore(since))
                .filter(backup -> request.at().isEmpty() || catalog.reaches(backup, target))
                .toList();
        if (candidates.isEmpty()) {
            throw new BackupUnusable(
                    "%s · %s: none of %d backups was made within %s before %s; the newest is %s, made at %s"
                            .formatted(
                                    request.system(),
                                    request.describe(),
                                    backups.size(),
                                    request.random(),
                                    asOf,
                                    backups.get(backups.size() - 1).id(),
                                    backups.get(backups.size() - 1).madeAt()));
        }
        // java.util.Random would draw the same backup for nearly every small seed.
        var draw = new SplittableRandom(seed);
        var chosen = candidates.get(draw.nextInt(candidates.size()));
        return new Selection(
                chosen,
                target,
                backups.get(backups.size() - 1),
                "drawn from %d of the last %s with seed %d".formatted(candidates.size(), request.random(), seed));
    }
}
