package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One link of a backup's {@code pg_tblspc}.
 *
 * @param named directories, besides the backup's own, that it may lead into
 */
record TablespaceLink(Path link, Path backup, List<Path> named) {

    /** Where it leads, as it is written. */
    Path written() {
        try {
            return Files.readSymbolicLink(link).normalize();
        } catch (IOException e) {
            throw UnreadableFile.of(link, e);
        }
    }

    /** The real directory that it leads to. */
    Path followed() {
        try {
            var target = link.getParent()
                    .toRealPath()
                    .resolve(Files.readSymbolicLink(link))
                    .normalize();
            var real = Files.exists(target) ? target.toRealPath() : target;
            if (places().stream().noneMatch(real::startsWith)) {
                throw refused(real);
            }
            if (!Files.isDirectory(real)) {
                throw new BackupUnusable(
                        "expecting the files of a tablespace at %s, where %s of the backup leads, but %s"
                                .formatted(
                                        real,
                                        link,
                                        Files.exists(real) ? "that is no directory" : "there is no such directory"));
            }
            return real;
        } catch (IOException e) {
            throw UnreadableFile.of(link, e);
        }
    }

    private List<Path> places() throws IOException {
        var places = new ArrayList<Path>();
        places.add(backup.toRealPath());
        for (var directory : named) {
            places.add(Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath());
        }
        return places;
    }

    private Inconclusive refused(Path target) {
        return new Inconclusive(
                "the backup holds a symbolic link, %s, which leads to %s; it is not followed, because production may have its own files there%n  Remedy: if that directory belongs to the backup, name it, or one above it, as tablespaces: of the backup in firedrill.yaml"
                        .formatted(link, target));
    }
}
