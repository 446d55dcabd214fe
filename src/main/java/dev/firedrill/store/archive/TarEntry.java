package dev.firedrill.store.archive;

/**
 * What a tar file says of one of its files.
 *
 * @param name with slashes, relative, without {@code ..}; never empty
 * @param size of its content in bytes
 * @param link where it leads, if it is a symbolic link
 */
public record TarEntry(String name, Kind kind, long size, String link) {
    /** What is told apart; a tar file that holds anything else is refused. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK
    }

    public boolean is(Kind other) {
        return kind == other;
    }
}
