package dev.firedrill.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Finds what this user may not read in a tree, without reading it. */
public final class UnreadableFiles extends SimpleFileVisitor<Path> {
    private final List<Path> found = new ArrayList<>();

    private UnreadableFiles() {}

    /** Files and directories that may not be read; links are not followed. */
    public static List<Path> in(Path directory) {
        var visitor = new UnreadableFiles();
        try {
            Files.walkFileTree(directory, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + directory, e);
        }
        return List.copyOf(visitor.found);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !Files.isReadable(file)) {
            found.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** A directory that may not be entered. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        found.add(file);
        return FileVisitResult.CONTINUE;
    }
}
