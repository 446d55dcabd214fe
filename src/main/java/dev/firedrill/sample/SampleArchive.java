package dev.firedrill.sample;

import dev.firedrill.postgres.BackupLabel;
import dev.firedrill.postgres.WalSegment;
import dev.firedrill.store.TreeCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What becomes of the sample's archive after its production stopped. */
final class SampleArchive {
    private SampleArchive() {}

    /** Deletes the log of the time before the first backup, which nobody can use. */
    static void dropBefore(Path wal, Path firstBackup) throws IOException {
        var first = BackupLabel.read(firstBackup).startSegment();
        try (var files = Files.list(wal)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (WalSegment.isName(name) && name.compareTo(first) < 0) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Copies the log up to a segment, as a copy that lags has it. */
    static void copyUpTo(Path source, Path target, String newestSegment) throws IOException {
        Files.createDirectories(target);
        TreeCopy.copy(source, target, path -> segment(path).compareTo(newestSegment) <= 0, () -> {});
    }

    private static String segment(Path path) {
        var name = path.toString();
        return name.substring(0, Math.min(24, name.length()));
    }
}
