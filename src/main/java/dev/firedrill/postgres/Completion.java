package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * When a base backup was complete.
 *
 * @param from how that is known, in words
 */
record Completion(Instant at, String from) {

    static Completion of(Path backup, Optional<BackupLabel> label, Optional<BackupHistoryFile> history) {
        return history.flatMap(it -> it.endedAt().map(end -> new Completion(nextSecond(end), stopTime(it))))
                .or(() -> label.flatMap(BackupLabel::startedAt)
                        .map(start ->
                                new Completion(nextSecond(start), "START TIME of backup_label: no end is on record")))
                .or(() -> manifest(backup)
                        .map(time -> new Completion(nextSecond(time), "newest file of backup_manifest")))
                .orElseGet(() -> new Completion(newestFile(backup), "file times: nothing else tells when it was made"));
    }

    private static String stopTime(BackupHistoryFile history) {
        return "STOP TIME of " + history.name() + ", to the full second after it";
    }

    /** The server cuts fractions. Rounded down, a target in that second would be given a backup that began too late. */
    private static Instant nextSecond(Instant time) {
        return time.plus(1, ChronoUnit.SECONDS);
    }

    private static Optional<Instant> manifest(Path backup) {
        try {
            return BackupManifest.read(backup).newestFile();
        } catch (BackupUnusable | Inconclusive e) {
            return Optional.empty();
        }
    }

    private static Instant newestFile(Path backup) {
        try (var files = Files.walk(backup)) {
            return files.map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        } catch (IOException e) {
            throw UnreadableFile.of(backup, e);
        } catch (UncheckedIOException e) {
            throw UnreadableFile.of(backup, e.getCause());
        }
    }
}
