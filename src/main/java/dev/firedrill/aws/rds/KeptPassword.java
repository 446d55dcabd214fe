package dev.firedrill.aws.rds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file with the password of an instance that a person keeps; only its user may enter where it lies. */
public record KeptPassword(Path file) {
    /** What the ledger calls it. */
    public static final String KIND = "password";

    private static final String DIRECTORY = "passwords";

    /** @param state Firedrill's state directory */
    static KeptPassword of(Path state, String identifier) {
        var directory = state.resolve(DIRECTORY);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        return new KeptPassword(directory.resolve(identifier + ".pgpass"));
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** Nothing happens if it is gone already, or was never written. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
