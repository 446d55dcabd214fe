package dev.firedrill.redis;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The RDB files that a pattern matches. What is none, or a damaged one, is listed all the same, so that its restore fails
 * and says why; leaving it out would let an older one pass for the newest.
 */
record RdbBackups(RdbSettings settings, String system, String copy) implements BackupCatalog {
    @Override
    public List<Backup> backups() {
        var matches = settings.pattern().files();
        if (matches.isEmpty()) {
            throw new BackupUnusable("no usable backup: nothing matches " + settings.pattern());
        }
        return described(matches)
                .sorted(Comparator.comparing(Backup::madeAt).thenComparing(Backup::id))
                .toList();
    }

    private Stream<Backup> described(List<Path> files) {
        if (settings.isSharded()) {
            return ShardFiles.grouped(files).stream().map(group -> group.backup(settings, system, copy));
        }
        if (settings.shards().isEmpty()) {
            requireThatTheseAreNoShards(files);
        }
        return files.stream().map(this::described);
    }

    /**
     * A file holds the state of one moment, and this is that of the inventory or it is not. Any other target that it cannot
     * serve is a mistake of the request, not its fault.
     */
    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return !(target instanceof RecoveryTarget.Recorded recorded)
                || !recorded.proofOf().apply(backup).isEmpty();
    }

    /** One shard of three would pass for the whole. Backups of one series are farther apart than shards are. */
    private void requireThatTheseAreNoShards(List<Path> files) {
        for (var file : files) {
            var name = ShardName.of(file);
            boolean isFirst = name.filter(it -> it.shard().equals("0001")).isPresent();
            var second = files.stream()
                    .flatMap(other -> ShardName.of(other).stream())
                    .filter(other -> isFirst && other.backup().equals(name.get().backup()))
                    .anyMatch(other -> other.shard().equals("0002"));
            if (second) {
                throw new Inconclusive(
                        "%s-0001 and -0002 are called as the shards of one backup are, and nothing says whether they are"
                                        .formatted(name.get().backup())
                                + "\n  Remedy: add shards: NUMBER to backup:, or shards: 1 if each file is a whole backup");
            }
        }
        requireThatNoneAreOfOneMoment(files);
    }

    private void requireThatNoneAreOfOneMoment(List<Path> files) {
        for (var group : ShardFiles.grouped(files)) {
            if (group.files().size() > 1 && group.closest().compareTo(settings.apart()) <= 0) {
                throw new Inconclusive(
                        "files of %s- with numbers, as shards of one backup have them, are of one moment, and nothing says whether they are shards"
                                        .formatted(group.name())
                                + "\n  Remedy: add shards: NUMBER to backup:, or shards: 1 if each file is a whole backup");
            }
        }
    }

    private Backup described(Path path) {
        var file = RdbFile.of(path);
        return new Backup(
                settings.pattern().nameOf(path),
                system,
                copy,
                path.toString(),
                file.madeAt(),
                file.bytes(),
                file.details());
    }
}
