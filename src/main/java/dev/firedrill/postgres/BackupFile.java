package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Reads files of a backup: what is missing is the backup's fault, what may not be read is nobody's proof. */
final class BackupFile {
    private BackupFile() {}

    /** @param why what the file is needed for, for the message */
    static byte[] bytes(Path directory, String name, String why) {
        var file = directory.resolve(name);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BackupUnusable("expecting " + name + " in the backup " + directory
                        + " to be a file, but it is a directory, a pipe or a device: " + why);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new BackupUnusable(
                    "expecting " + name + " in the backup " + directory + ", but it is missing: " + why, e);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    static String text(Path directory, String name, String why) {
        return new String(bytes(directory, name, why), StandardCharsets.UTF_8);
    }
}
