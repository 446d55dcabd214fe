package dev.firedrill.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A place that holds objects by their names, read only: a directory, later a bucket and a prefix. */
public interface ObjectStore {
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
     * @throws IOException if it cannot be read
     */
    InputStream open(StoredName name, long offset) throws IOException;
}
