package dev.firedrill.store;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Walks a tree that is to be copied: makes its directories and finds its files. */
final class TreeWalk extends SimpleFileVisitor<Path> {
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path source;
    private final Path target;
    private final Predicate<Path> filter;
    private final List<Piece> pieces = new ArrayList<>();

    private TreeWalk(Path source, Path target, Predicate<Path> filter) {
        this.source = source;
        this.target = target;
        this.filter = filter;
    }

    private record Piece(Path path, long size) {}

    /** The files, as paths relative to the source, the largest first. */
    static List<Path> files(Path source, Path target, Predicate<Path> filter) throws IOException {
        var walk = new TreeWalk(source, target, filter);
        Files.walkFileTree(source, walk);
        return walk.pieces.stream()
                .sorted(Comparator.comparingLong(Piece::size).reversed())
                .map(Piece::path)
                .toList();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        if (directory.equals(source)) {
            return FileVisitResult.CONTINUE;
        }
        var relative = source.relativize(directory);
        if (!filter.test(relative)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Files.createDirectory(target.resolve(relative), MODE);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        var relative = source.relativize(file);
        if (filter.test(relative)) {
            requireRegular(file, attributes);
            pieces.add(new Piece(relative, attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    /** A link may lead out of the source, even into production, and a pipe may block for ever. */
    private static void requireRegular(Path file, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw new Inconclusive(file + " is a symbolic link or a special file, which is not copied: it may lead to"
                    + " files of something else\n  Remedy: let the backup hold the files themselves");
        }
    }
}
