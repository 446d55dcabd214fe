package dev.firedrill.store;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory that Firedrill made and may therefore delete. A marker in it says so; a directory without the marker is
 * never deleted, whatever a ledger or a configuration says.
 */
public final class OwnedDirectory {
    private static final String MARKER = ".firedrill-made-this";

    private OwnedDirectory() {}

    /**
     * Makes a directory that did not exist, for this user only.
     *
     * @throws Inconclusive if it cannot be made; the message names the first directory that stands in the way
     */
    public static Path create(Path directory) {
        try {
            Files.createDirectories(directory.getParent());
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(directory.resolve(MARKER), "");
            return directory;
        } catch (IOException e) {
            throw new Inconclusive(
                    "cannot make the directory " + directory + ": " + e
                            + "\n  Remedy: make its parent writable, or set another workdir: in firedrill.yaml",
                    e);
        }
    }

    /** Whether it is there. */
    public static boolean exists(Path directory) {
        return Files.exists(directory);
    }

    /**
     * Deletes it with all that is in it; nothing happens if it is gone already.
     *
     * @throws Inconclusive if it bears no marker, or cannot be deleted
     */
    public static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            if (!Files.exists(directory.resolve(MARKER)) && !isEmpty(directory)) {
                throw new Inconclusive(directory + " was not made by Firedrill (it has no " + MARKER
                        + ") and is therefore not deleted");
            }
            Files.walkFileTree(directory, new Deleting(directory.resolve(MARKER)));
        } catch (IOException e) {
            throw new Inconclusive("cannot delete " + directory + ": " + e, e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Deletes the marker last, so that an interrupted deletion can be repeated. Links are deleted, not followed. */
    private static final class Deleting extends SimpleFileVisitor<Path> {
        private final Path marker;

        Deleting(Path marker) {
            this.marker = marker;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!file.equals(marker)) {
                Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            if (directory.equals(marker.getParent())) {
                Files.deleteIfExists(marker);
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
