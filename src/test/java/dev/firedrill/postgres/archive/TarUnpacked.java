package dev.firedrill.postgres.archive;

import dev.firedrill.backup.Backup;
import dev.firedrill.restore.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Unpacks a backup in tar format as a restore does, and nothing else of a restore. */
public final class TarUnpacked {
    private TarUnpacked() {}

    /**
     * @param directory exists and is empty
     * @return what was verified
     */
    public static String into(Path directory, Backup backup) {
        var deadline = Deadline.in(Duration.ofHours(1));
        return new TarRestore(TarBackup.open(backup), directory, Optional.empty(), deadline).run();
    }
}
