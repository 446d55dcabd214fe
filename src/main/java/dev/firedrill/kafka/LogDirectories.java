package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The log directories of one broker, as {@code log.dirs} names them: one directory, or one that holds several.
 *
 * @param paths each of them
 */
record LogDirectories(List<Path> paths) {
    static final String NO_DIRECTORY = " is no log directory of Kafka: it is no directory at all";

    LogDirectories {
        paths = List.copyOf(paths);
    }

    /** Those of a copy. What has no {@code meta.properties}, neither itself nor in it, is given back as it is: it is none. */
    static LogDirectories of(Path copy) {
        if (Files.exists(copy) && !Files.isDirectory(copy)) {
            throw new BackupUnusable(copy + NO_DIRECTORY);
        }
        if (isOne(copy)) {
            return new LogDirectories(List.of(copy));
        }
        var inside = directories(copy).stream().filter(LogDirectories::isOne).toList();
        return new LogDirectories(inside.isEmpty() ? List.of(copy) : inside);
    }

    private static boolean isOne(Path directory) {
        return Files.exists(directory.resolve(MetaProperties.FILE));
    }

    static List<Path> directories(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    /**
     * A file, as far as it can be told without reading it.
     *
     * @param modified in nanoseconds where the disk has them
     */
    record FileState(long bytes, FileTime modified) {}

    /** All files, by their paths: what is the same before and after was not written to. */
    Map<Path, FileState> files() {
        var found = new TreeMap<Path, FileState>();
        for (var path : paths) {
            try (var files = Files.walk(path)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    found.put(file, new FileState(Files.size(file), Files.getLastModifiedTime(file)));
                }
            } catch (IOException e) {
                throw UnreadableFile.of(path, e);
            } catch (UncheckedIOException e) {
                throw UnreadableFile.of(path, e.getCause());
            }
        }
        return found;
    }

    /** @throws Inconclusive if anything was written to since its files were asked for */
    void requireUnchangedSince(Map<Path, FileState> before, Path source) {
        if (!files().equals(before)) {
            throw new Inconclusive(source + " was written to while it was read"
                    + "\n  Remedy: copy log directories of a broker that is stopped, or take a snapshot of its volume;"
                    + " run it again when the backup is done");
        }
    }

    long bytes() {
        return files().values().stream().mapToLong(FileState::bytes).sum();
    }
}
