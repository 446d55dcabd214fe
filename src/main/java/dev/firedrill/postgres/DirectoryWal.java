package dev.firedrill.postgres;

import dev.firedrill.process.ShellWord;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A flat directory of uncompressed segments, only read.
 *
 * @param isTheBackupsOwn whether it is the backup's own pg_wal
 */
public record DirectoryWal(Path directory, boolean isTheBackupsOwn) implements ArchivedWal {
    /** An archive beside the backup. */
    public static DirectoryWal archive(Path directory) {
        return new DirectoryWal(directory, false);
    }

    @Override
    public Set<String> names() {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new BackupUnusable("expecting a WAL archive at " + directory + ", but there is no such directory", e);
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public Path look(String name) {
        return directory.resolve(name);
    }

    /** Without the difference of exit codes, a segment that may not be read would be taken for the end of the log. */
    @Override
    public String restoreCommand() {
        return "test -x %1$s || exit 255; test -e %1$s/%%f || exit 1; cp %1$s/%%f \"%%p\" || exit 255"
                .formatted(shellQuoted(directory));
    }

    /** The path for a shell, inside a setting in which a percent sign begins a placeholder. */
    private static String shellQuoted(Path path) {
        return ShellWord.of(path.toAbsolutePath().toString()).replace("%", "%%");
    }

    @Override
    public String toString() {
        return "WAL archive " + directory;
    }
}
