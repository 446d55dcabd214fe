package dev.firedrill.kafka;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.store.PathPattern;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies of log directories that a pattern matches. What is none, or a damaged one, is listed all the same, so that its
 * restore fails and says why; leaving it out would let an older one pass for the newest.
 */
record LogDirsBackups(PathPattern pattern, String system, String copy) implements BackupCatalog {
    static final String MADE_AT_FROM = "madeAtFrom";

    private static final String DAMAGED = "damaged";
    private static final String CLOCK = "the newest entry of the controller's log";
    private static final String MODIFIED = "the time at which it was last changed";

    @Override
    public List<Backup> backups() {
        var matches = pattern.files();
        if (matches.isEmpty()) {
            throw new BackupUnusable("no usable backup: no directory matches " + pattern);
        }
        return matches.stream()
                .map(match -> Files.isDirectory(match) ? described(match) : undirected(match))
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
            details.put(DAMAGED, e.getMessage());
        }
        var clock = details.containsKey(DAMAGED) ? Optional.<Instant>empty() : ControllersClock.of(directories);
        details.put(MADE_AT_FROM, clock.isPresent() ? CLOCK : MODIFIED);
        var madeAt = clock.orElseGet(() -> files.values().stream()
                .map(file -> file.modified().toInstant())
                .reduce(changed(directory), LogDirsBackups::later));
        return backup(directory, madeAt, directories.bytes(), details);
    }

    private Backup undirected(Path file) {
        var details = Map.of(DAMAGED, file + LogDirectories.NO_DIRECTORY, MADE_AT_FROM, MODIFIED);
        try {
            return backup(file, changed(file), Files.size(file), details);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private Backup backup(Path match, Instant madeAt, long bytes, Map<String, String> details) {
        return new Backup(pattern.nameOf(match), system, copy, match.toString(), madeAt, bytes, details);
    }

    /** What copies keeps the old times of files; when its own entry was made, the disk says all the same. */
    private static Instant changed(Path path) {
        try {
            var entry = Files.readAttributes(path, "unix:ctime,lastModifiedTime");
            return later(
                    ((FileTime) entry.get("ctime")).toInstant(),
                    ((FileTime) entry.get("lastModifiedTime")).toInstant());
        } catch (IOException e) {
            throw UnreadableFile.of(path, e);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
