package dev.firedrill.store.archive;

import java.nio.file.Path;
import java.util.Optional;

/** What is to become of the entries of an archive, and who watches over it. */
public interface Contents {
    /**
     * Decides where an entry goes. Symbolic links are never written, whatever is said of them here.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if it must not be there
     */
    Place place(TarEntry entry);

    /**
     * Told before each portion that is written, and before each entry; what it throws ends the unpacking.
     *
     * @param unpacked bytes of the archive so far, headers included
     */
    void unpacked(long unpacked);

    /**
     * Where an entry goes.
     *
     * @param path in a directory that is ours; empty if it is read, but not written
     * @param check is shown the content of a file
     */
    record Place(Optional<Path> path, ContentCheck check) {
        public static Place nowhere() {
            return nowhere(ContentCheck.NONE);
        }

        public static Place nowhere(ContentCheck check) {
            return new Place(Optional.empty(), check);
        }

        public static Place at(Path path) {
            return at(path, ContentCheck.NONE);
        }

        public static Place at(Path path, ContentCheck check) {
            return new Place(Optional.of(path), check);
        }
    }
}
