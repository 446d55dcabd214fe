package dev.firedrill.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory in that of a restore, which is removed with it; nobody else may enter it. */
final class OwnDirectory {
    private OwnDirectory() {}

    static Path in(Path parent, String name) {
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return Files.createDirectory(parent.resolve(name), mode);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + parent.resolve(name), e);
        }
    }
}
