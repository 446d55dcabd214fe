package dev.firedrill.postgres;

import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A backup that was looked at before anything of it is copied, and that knows how it becomes a data directory. */
public interface FoundBackup {
    /** The name of the data directory in a restore's own directory. */
    String DATA = "data";

    /** The major version that wrote it; empty if only its restore tells. */
    OptionalInt major();

    /** Bytes that its restore writes at most. */
    long need();

    /** What was seen when it was opened, and what could not be; to be shown. */
    List<String> notes();

    /** Its files, where they lie open before they are restored; empty where only the restore shows them. */
    default Optional<BaseBackup> seen() {
        return Optional.empty();
    }

    /**
     * Verifies what can be verified of it before it is copied, which may take as long as reading it.
     *
     * @return what was verified, and what could not be; to be shown
     * @throws dev.firedrill.verdict.BackupUnusable if something is missing or damaged
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be told
     */
    default List<String> verify(RestoreOrder order) {
        return List.of();
    }

    /**
     * Writes {@code data} in the restore's own directory, and sees as far as it can that all is there. Whatever links the
     * data directory holds lead to places in the same directory. Settings and signal files are the caller's.
     *
     * @param directory exists, belongs to this restore alone, and is empty
     * @return the restored files with their log, as recovery begins with them
     * @throws dev.firedrill.verdict.BackupUnusable if the backup cannot be restored as it is
     * @throws dev.firedrill.verdict.Inconclusive if this host cannot tell, or the deadline passes
     */
    BaseBackup restoreInto(Path directory, RestoreOrder order);
}
