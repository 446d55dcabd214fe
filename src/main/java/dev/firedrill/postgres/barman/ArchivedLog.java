package dev.firedrill.postgres.barman;

import dev.firedrill.postgres.WalSegment;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The segments that lie in a server's archive, from the first that a backup needs. Barman restores those that stand in its
 * list of them, which is a file of its own: what is not in the list is lost to every restore, without a word.
 *
 * @param segments by their names, which barman keeps where it compresses them; with the time at which each was written
 */
record ArchivedLog(BarmanServer server, BackupDescription backup, SortedMap<String, Instant> segments) {
    /** PostgreSQL's default; barman does not say another. */
    private static final long SEGMENT = 16L << 20;

    private static final int SHOWN = 5;

    static ArchivedLog of(BarmanServer server, BackupDescription backup) {
        var segments = new TreeMap<String, Instant>();
        try (var files = Files.walk(server.log(), 2)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (WalSegment.isName(name) && name.compareTo(backup.firstNeeded()) >= 0) {
                    segments.put(name, Files.getLastModifiedTime(file).toInstant());
                }
            }
            return new ArchivedLog(server, backup, segments);
        } catch (UncheckedIOException e) {
            throw server.unreadable(e.getCause());
        } catch (IOException e) {
            throw server.unreadable(e);
        }
    }

    /** What it takes at most when it is restored, up to some moment or as a whole. */
    long bytes(Optional<Instant> limit) {
        return SEGMENT
                * (1
                        + segments.values().stream()
                                .filter(written -> limit.isEmpty() || !written.isAfter(limit.get()))
                                .count());
    }

    /**
     * Sees that it was all restored.
     *
     * @param directory what was restored of it
     * @param all whether all of it was asked for, and not only what was written up to some moment
     * @throws BackupUnusable if something is missing
     */
    void requireIn(Path directory, boolean all) {
        var restored = restored(directory);
        var newest = restored.isEmpty() ? "none" : restored.last();
        if (all && newest.compareTo(backup.lastAvailable()) < 0) {
            throw new BackupUnusable(
                    "%s: expecting barman to restore the log up to %s, the last that it lists, but the newest that came is %s"
                            .formatted(server.barman(), backup.lastAvailable(), newest));
        }
        var missing = segments.keySet().stream()
                .filter(name -> !restored.contains(name) && (all || name.compareTo(newest) < 0))
                .toList();
        if (!missing.isEmpty()) {
            throw new BackupUnusable(
                    "%s: %d segments lie in %s and were not restored, because barman's list of them (xlog.db) lacks them: %s%n  Remedy: barman rebuild-xlogdb %s"
                            .formatted(
                                    server.barman(),
                                    missing.size(),
                                    server.log(),
                                    missing.size() > SHOWN ? missing.subList(0, SHOWN) + " ..." : missing,
                                    server.barman().server()));
        }
    }

    private static SortedSet<String> restored(Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(WalSegment::isName)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
