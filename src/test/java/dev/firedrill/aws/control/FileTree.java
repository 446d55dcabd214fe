package dev.firedrill.aws.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Copies of directories. */
final class FileTree {
    private FileTree() {}

    private interface Putting {
        void put(Path from, Path to) throws IOException;
    }

    static void copy(Path from, Path to) throws IOException {
        walk(from, to, (file, target) -> Files.copy(file, target, LinkOption.NOFOLLOW_LINKS));
    }

    /** A copy of hard links, where the disk is the same. */
    static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        boolean sameDisk = Files.getFileStore(from).equals(Files.getFileStore(to));
        walk(from, to, (file, target) -> {
            if (sameDisk && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.createLink(target, file);
            } else {
                Files.copy(file, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            }
        });
    }

    private static void walk(Path from, Path to, Putting putting) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    putting.put(file, target);
                }
            }
        }
    }
}
