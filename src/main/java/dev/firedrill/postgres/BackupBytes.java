package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** How large the files of a backup are. Links are not followed, but for those of its tablespaces. */
final class BackupBytes {
    private BackupBytes() {}

    static long of(Path backup, PlainTablespaces tablespaces) {
        return of(backup)
                + tablespaces.linked().values().stream()
                        .mapToLong(BackupBytes::of)
                        .sum();
    }

    static long of(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        } catch (UncheckedIOException e) {
            throw UnreadableFile.of(directory, e.getCause());
        }
    }
}
