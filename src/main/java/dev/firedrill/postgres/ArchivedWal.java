package dev.firedrill.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the log of a backup lies, and how a server fetches it: a directory, or the repository of a backup tool.
 *
 * <p>Its text is what messages call it, such as {@code WAL archive /backup/crm-wal}.
 */
public interface ArchivedWal {
    /**
     * Names of the files that are there at this moment, without what a tool adds to them.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if there is no such archive
     * @throws dev.firedrill.verdict.Inconclusive if it may not be read
     */
    Set<String> names();

    /**
     * Whether looking into a file costs nothing. Then size and header of every segment are examined where it lies; else when
     * it was fetched for {@link LateTablespaces}.
     */
    boolean isDirect();

    /**
     * A file of it, to be read and not to be changed; fetched first where it is not direct.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be had
     */
    Path look(String name);

    /**
     * The same as it is at this moment, where it was looked at before.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be had
     */
    default Path lookAgain(String name) {
        return look(name);
    }

    /**
     * What was looked at is not needed for this any more. An archive that fetched it keeps it for the server, or deletes it
     * where there is no room.
     */
    default void looked(Path file) {}

    /**
     * The server's {@code restore_command}. It must end with 1 where there is no such file, which ends recovery, and with
     * 255 for any other fault: of a fault that the server takes for the end of the log, nobody would hear.
     */
    String restoreCommand();

    /**
     * The line of a server's log in which a tool says that the log which it was asked for is damaged; empty where there is
     * none, and a file that could not be fetched tells nothing of the backup.
     */
    default Optional<String> damageToldIn(List<String> log) {
        return Optional.empty();
    }

    /** Whether it is what the backup itself brought along: it ends with the backup, and promises no more. */
    boolean isTheBackupsOwn();
}
