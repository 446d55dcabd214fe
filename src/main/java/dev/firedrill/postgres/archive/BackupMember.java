package dev.firedrill.postgres.archive;

import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/** One backup of a chain of incremental ones, in plain or in tar format. */
interface BackupMember {
    OptionalInt major();

    /** Bytes of its files, unpacked. */
    long bytes();

    /** Whether its files must be unpacked before they can be combined with others. */
    boolean isPacked();

    /**
     * Compares its files with its manifest, if they lie open.
     *
     * @return what was verified, to be shown; empty if that comes with unpacking
     */
    String verify();

    /**
     * Makes its files ready to be read as a data directory, and compares them with its manifest if that was not done.
     *
     * @param directory the restore's own, which exists for this backup alone
     */
    Ready ready(Path directory, RestoreOrder order);

    /**
     * Files that can be read as a data directory.
     *
     * @param tablespaces by OID where links lead, as they are written
     * @param log the log that came along
     */
    record Ready(Path data, Map<String, Path> tablespaces, Path log) {}
}
