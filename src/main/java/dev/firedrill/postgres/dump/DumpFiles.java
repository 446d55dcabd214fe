package dev.firedrill.postgres.dump;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.store.PathPattern;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * The dumps that a pattern matches. What is no dump, or a damaged one, is listed all the same, so that its restore fails
 * and says why; leaving it out would let an older one pass for the newest.
 *
 * @param zone of the clock that the dumps were made by
 */
record DumpFiles(PathPattern glob, ZoneId zone, String system, String copy) implements BackupCatalog {
    @Override
    public List<Backup> backups() {
        var matches = glob.files();
        if (matches.isEmpty()) {
            throw new BackupUnusable("no usable backup: nothing matches " + glob);
        }
        return matches.stream()
                .map(this::described)
                .sorted(Comparator.comparing(Backup::madeAt).thenComparing(Backup::id))
                .toList();
    }

    /** A target that a dump cannot serve is a mistake of the request, which the restore says: not the backup's fault. */
    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return true;
    }

    private Backup described(Path dump) {
        var description = DumpDescription.of(dump, zone);
        return new Backup(
                glob.nameOf(dump),
                system,
                copy,
                dump.toString(),
                description.time().at(),
                description.bytes(),
                description.details());
    }
}
