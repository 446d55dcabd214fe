package dev.firedrill.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The commit that is checked out, read from git's own files, without git. */
final class GitRevision {
    private static final String REFERENCE = "ref: ";

    private GitRevision() {}

    /** The revision of the work tree around a directory; empty where there is none or it cannot be read. */
    static Optional<String> of(Path directory) {
        try {
            for (var at = directory; at != null; at = at.getParent()) {
                if (Files.exists(at.resolve(".git"))) {
                    return head(gitDirectory(at.resolve(".git")));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A linked work tree has a file there that names the directory. */
    private static Path gitDirectory(Path git) throws IOException {
        return Files.isDirectory(git)
                ? git
                : git.resolveSibling(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
    }

    private static Optional<String> head(Path git) throws IOException {
        var head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith(REFERENCE)) {
            return Optional.of(head);
        }
        var name = head.substring(REFERENCE.length());
        var shared = git.resolve("commondir");
        var common = Files.exists(shared) ? git.resolve(Files.readString(shared).strip()) : git;
        if (Files.exists(common.resolve(name))) {
            return Optional.of(Files.readString(common.resolve(name)).strip());
        }
        return packed(common.resolve("packed-refs"), name);
    }

    private static Optional<String> packed(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.endsWith(" " + name))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst();
        }
    }
}
