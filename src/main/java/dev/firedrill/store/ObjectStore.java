package dev.firedrill.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A place that holds objects by their names, read only: a directory, or a bucket and a prefix. */
public interface ObjectStore extends AutoCloseable {
    /** Where it is, to be shown. */
    String location();

    /**
     * All that lies in it, links and special files too, but for directories. Nothing is read.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if the place does not exist
     * @throws dev.firedrill.verdict.Inconclusive if some of it cannot be listed: half a listing is worse than none
     */
    List<StoredObject> list();

    /**
     * What is there now under that name; empty if nothing is.
     *
     * @throws IOException if it cannot be told
     */
    Optional<StoredObject> look(StoredName name) throws IOException;

    /**
     * The content of a file from an offset on. Nothing but a file is opened.
     *
     * @param seen as a listing or a look had it; a store that knows versions opens that one or none
     * @throws ReadRefused if it is another object by now, or must be brought back first
     * @throws IOException if it cannot be read
     */
    StoredContent open(StoredObject seen, long offset) throws IOException;

    /**
     * Whether an object that has been read is still the one that was seen, so that what was read is of one piece.
     *
     * @throws IOException if it cannot be told
     */
    default boolean isStill(StoredObject seen) throws IOException {
        return look(seen.name()).map(StoredObject::version).equals(Optional.of(seen.version()));
    }

    /** Whether it may have digests of its own, so that an object which no list has a digest for is worth opening. */
    default boolean keepsDigests() {
        return false;
    }

    /** What is known of an object that is not there, such as who took its place; empty if nothing is. */
    default String absence(StoredName name) {
        return "";
    }

    /** What else was seen of it while it was listed and read, a line each, for the log. */
    default List<String> notes() {
        return List.of();
    }

    /** Gives back connections; what is called after that makes new ones. */
    @Override
    default void close() {}
}
