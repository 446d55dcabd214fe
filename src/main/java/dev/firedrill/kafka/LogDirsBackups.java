package dev.firedrill.kafka;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.store.PathPattern;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * Copies of log directories that a pattern matches. What is none, or a damaged one, is listed all the same, so that its
 * restore fails and says why; leaving it out would let an older one pass for the newest.
 */
record LogDirsBackups(PathPattern pattern, String system, String copy) implements BackupCatalog {
    static final String MADE_AT_FROM = "madeAtFrom";

    private static final String CLOCK = "the newest entry of the controller's log";
    private static final String MODIFIED = "the time at which the newest file was last changed";

    @Override
    public List<Backup> backups() {
        var matches = pattern.files().stream().filter(Files::isDirectory).toList();
        if (matches.isEmpty()) {
            throw new BackupUnusable("no usable backup: no directory matches " + pattern);
        }
        return matches.stream()
                .map(this::described)
                .sorted(Comparator.comparing(Backup::madeAt).thenComparing(Backup::id))
                .toList();
    }

    /** A copy holds the state of one moment. A target that it cannot serve is a mistake of the request, not its fault. */
    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return true;
    }

    private Backup described(Path directory) {
        var details = new HashMap<String, String>();
        var directories = LogDirectories.of(directory);
        var files = directories.files();
        try {
            var owner = MetaProperties.of(directories.paths().get(0));
            details.put("cluster", owner.cluster());
            details.put("broker", Integer.toString(owner.node()));
        } catch (BackupUnusable e) {
            details.put("damaged", e.getMessage());
        }
        var madeAt = ControllersClock.of(directories).orElse(null);
        details.put(MADE_AT_FROM, madeAt == null ? MODIFIED : CLOCK);
        if (madeAt == null) {
            madeAt = files.values().stream()
                    .map(LogDirectories.FileState::modified)
                    .max(Comparator.naturalOrder())
                    .map(FileTime::toInstant)
                    .orElse(Instant.EPOCH);
        }
        return new Backup(
                pattern.nameOf(directory), system, copy, directory.toString(), madeAt, directories.bytes(), details);
    }
}
