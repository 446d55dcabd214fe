package dev.firedrill.redis;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.redis.inventory.SavedState;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.store.PathPattern;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * The RDB files that a pattern matches. What is none, or a damaged one, is listed all the same, so that its restore fails
 * and says why; leaving it out would let an older one pass for the newest.
 */
record RdbBackups(PathPattern pattern, String system, String copy) implements BackupCatalog {
    static final String MADE_AT_FROM = "madeAtFrom";
    static final String SAVED = "ctime in the file: when Redis began to save it";
    private static final String MODIFIED = "the time at which the file was last changed";

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
     * A file holds the state of one moment, and this is that of the inventory or it is not. Any other target that it cannot serve is a
     * mistake of the request, not its fault.
     */
    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return !(target instanceof RecoveryTarget.Recorded recorded)
                || recorded.isOf().test(backup);
    }

    private Backup described(Path file) {
        var details = new HashMap<String, String>();
        try {
            return new Backup(
                    pattern.nameOf(file),
                    system,
                    copy,
                    file.toString(),
                    madeAt(file, details),
                    Files.size(file),
                    details);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private static Instant madeAt(Path file, HashMap<String, String> details) throws IOException {
        try {
            var head = RdbHead.read(file);
            details.put("redis", head.writtenBy());
            details.put("rdbVersion", Integer.toString(head.version()));
            details.put(SavedState.DETAIL, SavedState.detail(List.of(SavedState.of(head.fields()))));
            if (head.savedAt().isPresent()) {
                details.put(MADE_AT_FROM, SAVED);
                return head.savedAt().get();
            }
        } catch (BackupUnusable e) {
            details.put("damaged", e.getMessage());
        }
        details.put(MADE_AT_FROM, MODIFIED);
        return Files.getLastModifiedTime(file).toInstant();
    }
}
