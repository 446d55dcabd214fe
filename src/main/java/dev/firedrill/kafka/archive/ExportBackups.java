package dev.firedrill.kafka.archive;

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
import java.util.Map;

/**
 * The exports that a pattern matches, each of them a directory. One that is not complete is listed all the same, so that its
 * restore fails and says why; leaving it out would let an older one pass for the newest.
 */
record ExportBackups(PathPattern pattern, String system, String copy) implements BackupCatalog {
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

    /** An export holds the state of one moment. A target that it cannot serve is a mistake of the request, not its fault. */
    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return true;
    }

    private Backup described(Path directory) {
        try {
            var description = ExportDescription.of(directory);
            long bytes = description.topics().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .mapToLong(ExportedPartition::bytes)
                    .sum();
            return backup(
                    directory,
                    description.at(),
                    bytes,
                    Map.of(
                            "records", Long.toString(description.records()),
                            "topics", Integer.toString(description.topics().size()),
                            "cluster", description.clusterId()));
        } catch (BackupUnusable e) {
            return damaged(directory, e);
        }
    }

    private Backup damaged(Path directory, BackupUnusable why) {
        try {
            return backup(
                    directory,
                    Files.getLastModifiedTime(directory).toInstant(),
                    0,
                    Map.of("damaged", why.getMessage()));
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    private Backup backup(Path directory, Instant madeAt, long bytes, Map<String, String> details) {
        return new Backup(pattern.nameOf(directory), system, copy, directory.toString(), madeAt, bytes, details);
    }
}
