package dev.firedrill.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Walks a directory that is a store: finds all that lies below it, and follows no link. */
final class DirectoryListing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<StoredObject> found = new ArrayList<>();

    private DirectoryListing(Path root) {
        this.root = root;
    }

    static List<StoredObject> of(Path root) throws IOException {
        var listing = new DirectoryListing(root);
        Files.walkFileTree(root, listing);
        return listing.found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        found.add(described(PathName.of(root, file), file, attributes, root));
        return FileVisitResult.CONTINUE;
    }

    /** What went away meanwhile is not there; what may not be entered ends the listing. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    static StoredObject described(StoredName name, Path file, BasicFileAttributes attributes, Path root) {
        var kind = kind(file, attributes, root);
        long size = kind == StoredObject.Kind.FILE ? attributes.size() : 0;
        return new StoredObject(name, kind, size, attributes.lastModifiedTime().toInstant(), "");
    }

    private static StoredObject.Kind kind(Path file, BasicFileAttributes attributes, Path root) {
        if (attributes.isRegularFile()) {
            return StoredObject.Kind.FILE;
        }
        if (attributes.isDirectory()) {
            return StoredObject.Kind.DIRECTORY;
        }
        if (!attributes.isSymbolicLink()) {
            return StoredObject.Kind.SPECIAL;
        }
        try {
            return file.toRealPath().startsWith(root) ? StoredObject.Kind.LINK_WITHIN : StoredObject.Kind.LINK_OUT;
        } catch (IOException e) {
            return StoredObject.Kind.LINK_OUT;
        }
    }
}
