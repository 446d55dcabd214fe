package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.ArchivedWal;
import dev.firedrill.postgres.DirectoryWal;
import java.nio.file.Path;
import java.util.Set;

/**
 * The log that a backup brought along, unpacked for this restore alone.
 *
 * @param backup whose it is
 */
record UnpackedLog(DirectoryWal directory, Path backup) implements ArchivedWal {
    @Override
    public Set<String> names() {
        return directory.names();
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public Path look(String name) {
        return directory.look(name);
    }

    @Override
    public String restoreCommand() {
        return directory.restoreCommand();
    }

    @Override
    public boolean isTheBackupsOwn() {
        return true;
    }

    @Override
    public String toString() {
        return "the WAL that came along with the backup " + backup;
    }
}
