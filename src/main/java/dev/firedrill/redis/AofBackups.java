package dev.firedrill.redis;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.store.PathPattern;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The logs that a pattern matches. What is none, or a damaged one, is listed all the same, so that its restore fails and
 * says why; leaving it out would let an older one pass for the newest.
 */
record AofBackups(PathPattern pattern, String system, String copy) implements BackupCatalog {
    @Override
    public List<Backup> backups() {
        var matches = pattern.files();
        if (matches.isEmpty()) {
            throw new BackupUnusable("no usable backup: nothing matches " + pattern);
        }
        return matches.stream()
                .map(this::described)
                .sorted(Comparator.comparing(Backup::madeAt).thenComparing(Backup::id))
                .toList();
    }

    /**
     * A log is restored to its end, and nothing in it says whether that is the moment of an inventory. Any other target that
     * it cannot serve is a mistake of the request, not its fault.
     */
    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return !(target instanceof RecoveryTarget.Recorded);
    }

    private Backup described(Path location) {
        var details = new TreeMap<String, String>();
        Instant madeAt;
        try {
            var moment = AofMoment.of(AofFiles.read(location));
            details.put(RdbFile.MADE_AT_FROM, moment.from());
            madeAt = moment.time();
        } catch (BackupUnusable e) {
            details.put("damaged", e.getMessage());
            details.put(RdbFile.MADE_AT_FROM, RdbFile.MODIFIED);
            madeAt = AofMoment.modified(location);
        }
        return new Backup(
                pattern.nameOf(location), system, copy, location.toString(), madeAt, bytes(location), details);
    }

    private static long bytes(Path location) {
        try (var files = Files.walk(location, 1)) {
            long sum = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw UnreadableFile.of(location, e);
        }
    }
}
