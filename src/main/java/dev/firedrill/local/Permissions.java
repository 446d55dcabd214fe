package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.postgres.RestoredFiles;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.UnreadableFiles;
import java.nio.file.Path;

/** Every file of the backup must be readable; the last of them may be the one that is not. */
final class Permissions implements HostRequirement {
    @Override
    public String subject() {
        return "permissions";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.found().isEmpty()) {
            return notYetKnown(subject(), "the backup is not opened yet");
        }
        return prospect.found()
                .get()
                .seen()
                .map(backup -> examine(backup.directory()))
                .orElse(met(subject(), "the backup tool reads the files"));
    }

    private HostFinding examine(Path directory) {
        var unreadable = UnreadableFiles.in(directory).stream()
                .filter(file -> isRestored(directory.relativize(file)))
                .toList();
        return unreadable.isEmpty()
                ? met(subject(), "every file of " + directory + " may be read")
                : lacking(
                        subject(),
                        "no permission to read " + FirstOf.names(unreadable),
                        "let " + System.getProperty("user.name") + ", who runs Firedrill, read the backups");
    }

    private static boolean isRestored(Path file) {
        return RestoredFiles.isRestored(file.getName(0)) && RestoredFiles.isRestored(file);
    }
}
