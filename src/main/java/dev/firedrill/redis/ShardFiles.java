package dev.firedrill.redis;

import dev.firedrill.backup.Backup;
import dev.firedrill.redis.inventory.SavedState;
import dev.firedrill.restore.Durations;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files of one backup of a cluster, a file for each shard.
 *
 * @param name what they are called before their number, with their directory
 * @param files in the order of their names
 */
record ShardFiles(Path name, List<RdbFile> files) {
    /** A file without a number is a group of its own: its restore says that shards are missing. */
    static Collection<ShardFiles> grouped(List<Path> paths) {
        var groups = new TreeMap<Path, List<RdbFile>>();
        for (var path : paths) {
            var name = ShardName.of(path).map(ShardName::backup).orElse(path);
            groups.computeIfAbsent(name, any -> new ArrayList<>()).add(RdbFile.of(path));
        }
        return groups.entrySet().stream()
                .map(group -> new ShardFiles(group.getKey(), group.getValue()))
                .toList();
    }

    static ShardFiles of(Backup backup, List<Path> paths) {
        return grouped(paths).stream()
                .filter(group -> group.name.toString().equals(backup.location()))
                .findFirst()
                .orElseThrow(() -> new Inconclusive("the files of " + backup.location()
                        + " are gone since they were listed\n  Remedy: run it again when backups are at rest"));
    }

    /** As old as its oldest shard. */
    Backup backup(RdbSettings settings, String system, String copy) {
        var oldest = oldest();
        var details = new TreeMap<>(oldest.details());
        details.put(
                SavedState.DETAIL,
                files.stream()
                        .map(file -> file.details().getOrDefault(SavedState.DETAIL, ""))
                        .collect(Collectors.joining(";")));
        details.put("shards", files.size() + " of " + settings.shards().orElseThrow());
        return new Backup(
                settings.pattern().nameOf(name),
                system,
                copy,
                name.toString(),
                oldest.madeAt(),
                files.stream().mapToLong(RdbFile::bytes).sum(),
                details);
    }

    private RdbFile oldest() {
        return files.stream()
                .min((one, other) -> one.madeAt().compareTo(other.madeAt()))
                .orElseThrow();
    }

    /** How far apart those two are that are closest to each other. */
    Duration closest() {
        var moments = files.stream().map(RdbFile::madeAt).sorted().toList();
        return IntStream.range(1, moments.size())
                .mapToObj(i -> Duration.between(moments.get(i - 1), moments.get(i)))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private Instant newest() {
        return files.stream().map(RdbFile::madeAt).max(Instant::compareTo).orElseThrow();
    }

    /**
     * Sees that all are there, and of one moment.
     *
     * @throws BackupUnusable if not
     * @throws Inconclusive if a file does not say of which moment it is
     */
    void requireWhole(RdbSettings settings) {
        int expected = settings.shards().orElseThrow();
        if (files.size() != expected) {
            throw new BackupUnusable("%s: expecting the files of %d shards, but found %d: %s"
                    .formatted(name, expected, files.size(), names(files)));
        }
        requireEachOnce();
        if (files.stream().noneMatch(file -> file.details().containsKey("damaged"))) {
            requireOneMoment(settings);
        }
    }

    /** A copy of one under the number, or beside the name, of another. */
    private void requireEachOnce() {
        for (var file : files) {
            for (var other : files) {
                if (file.path().compareTo(other.path()) < 0
                        && (isSameShard(file, other) || isSameContent(file, other))) {
                    throw new BackupUnusable("%s: expecting each shard once, but %s are the same one"
                            .formatted(name, names(List.of(file, other))));
                }
            }
        }
    }

    private static boolean isSameShard(RdbFile one, RdbFile other) {
        var shard = ShardName.of(one.path()).map(ShardName::shard);
        return shard.isPresent() && shard.equals(ShardName.of(other.path()).map(ShardName::shard));
    }

    private static boolean isSameContent(RdbFile one, RdbFile other) {
        try {
            return one.bytes() == other.bytes() && Files.mismatch(one.path(), other.path()) < 0;
        } catch (IOException e) {
            throw UnreadableFile.of(one.path(), e);
        }
    }

    private void requireOneMoment(RdbSettings settings) {
        var timeless = files.stream().filter(file -> !file.knows()).toList();
        if (!timeless.isEmpty()) {
            throw new Inconclusive("%s: it cannot be told whether its shards are of one moment: %s without a ctime"
                    .formatted(name, names(timeless)));
        }
        var apart = Duration.between(oldest().madeAt(), newest());
        if (apart.compareTo(settings.apart()) > 0) {
            throw new BackupUnusable("%s: expecting all shards to be of one moment, at most %s apart, but found %s"
                    .formatted(
                            name,
                            Durations.text(settings.apart()),
                            files.stream()
                                    .map(file -> file.path().getFileName() + " of " + file.madeAt())
                                    .collect(Collectors.joining(", "))));
        }
    }

    private static String names(List<RdbFile> files) {
        return files.stream().map(file -> file.path().getFileName().toString()).collect(Collectors.joining(", "));
    }
}
