package dev.firedrill.postgres.command;

import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Sees that what a command left belongs to this restore alone, before anything of it is changed or a server writes there:
 * no link of either kind may lead to files of somebody else, such as the backup's own.
 */
final class RestoredTree extends SimpleFileVisitor<Path> {
    private final Path directory;
    private final Path own;

    private RestoredTree(Path directory, Path own) {
        this.directory = directory;
        this.own = own;
    }

    /**
     * @param directory the restore's own
     * @throws Inconclusive if something in it is shared with the world outside
     */
    static void require(Path directory) {
        var data = directory.resolve(FoundBackup.DATA);
        if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
            throw Files.isSymbolicLink(data)
                    ? refused(data, "is a symbolic link; the restored files must lie in that directory itself")
                    : new Inconclusive("the restore command removed the directory that it was to fill, " + data);
        }
        try {
            Files.walkFileTree(directory, new RestoredTree(directory, directory.toRealPath()));
            requireTablespaces(data);
        } catch (IOException e) {
            throw new Inconclusive("cannot look through what the restore command left in " + directory + ": " + e, e);
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            requireInside(file);
        } else if (!attributes.isRegularFile()) {
            throw refused(file, "is a pipe, a socket or a device");
        } else if (((Number) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)).intValue() > 1) {
            throw refused(
                    file,
                    "is a hard link: the server would write into the other file of that name too, which may be the backup"
                            + "\n  Remedy: let the command copy files instead of linking them (cp --reflink is no such link)");
        }
        return FileVisitResult.CONTINUE;
    }

    private void requireInside(Path link) throws IOException {
        var place = link.getParent()
                .toRealPath()
                .resolve(Files.readSymbolicLink(link))
                .normalize();
        var real = Files.exists(place) ? place.toRealPath() : place;
        if (!real.startsWith(own)) {
            throw refused(link, "is a link to " + place + ", which lies outside of " + directory);
        }
    }

    /** A server that finds this file makes links to where production had its tablespaces. */
    private static void requireTablespaces(Path data) throws IOException {
        var map = data.resolve("tablespace_map");
        if (!Files.exists(map)) {
            return;
        }
        for (var line : Files.readAllLines(map, StandardCharsets.ISO_8859_1)) {
            var oid = line.split(" ")[0];
            if (oid.matches("\\d+") && !Files.exists(data.resolve("pg_tblspc").resolve(oid))) {
                throw new BackupUnusable("the restore command did not restore tablespace " + oid
                        + ", which tablespace_map names\n  Remedy: let it put tablespaces into {tablespaces}, and link"
                        + " them in {directory}/pg_tblspc");
            }
        }
    }

    private static Inconclusive refused(Path file, String what) {
        return new Inconclusive(
                "the restore command left " + file + ", which " + what + "; no server is started on it");
    }
}
