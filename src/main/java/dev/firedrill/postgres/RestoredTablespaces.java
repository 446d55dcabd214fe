package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Tablespaces of a restore: directories beside its data directory, to which its {@code pg_tblspc} links.
 *
 * @param directory the restore's own, which holds {@code data}
 */
public record RestoredTablespaces(Path directory) {
    static final String DIRECTORY = "tablespaces";

    /** An empty directory for a tablespace, which is not linked yet. */
    public Path make(String oid) {
        try {
            var place = place(oid);
            makeOwn(place.getParent());
            makeOwn(place);
            return place;
        } catch (IOException e) {
            throw new Inconclusive("cannot make the directory of a tablespace: " + e, e);
        }
    }

    /** Where it lies. */
    public Path place(String oid) {
        return directory.resolve(DIRECTORY).resolve(oid);
    }

    /** Links a tablespace, now that all files are written: while they are, nothing can be written through a link. */
    public void link(String oid) {
        try {
            var links = directory.resolve(FoundBackup.DATA).resolve(PlainTablespaces.DIRECTORY);
            makeOwn(links);
            Files.createSymbolicLink(links.resolve(oid), place(oid).toAbsolutePath());
        } catch (IOException e) {
            throw new Inconclusive("cannot link the tablespace " + oid + ": " + e, e);
        }
    }

    private static void makeOwn(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            Files.createDirectory(
                    place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
