package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.UnreadableFiles;

/** Every file of the backup must be readable; the last of them may be the one that is not. */
final class Permissions implements HostRequirement {
    private static final int SHOWN = 5;

    @Override
    public String subject() {
        return "permissions";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.found().isEmpty()) {
            return notYetKnown(subject(), "the backup is not opened yet");
        }
        if (prospect.found().get().seen().isEmpty()) {
            return met(subject(), "the backup tool reads the files");
        }
        var directory = prospect.found().get().seen().get().directory();
        var unreadable = UnreadableFiles.in(directory);
        return unreadable.isEmpty()
                ? met(subject(), "every file of " + directory + " may be read")
                : lacking(
                        subject(),
                        "no permission to read %s%s"
                                .formatted(
                                        String.join(
                                                ", ",
                                                unreadable.stream()
                                                        .limit(SHOWN)
                                                        .map(Object::toString)
                                                        .toList()),
                                        unreadable.size() > SHOWN
                                                ? " and %d more".formatted(unreadable.size() - SHOWN)
                                                : ""),
                        "let " + System.getProperty("user.name") + ", who runs Firedrill, read the backups");
    }
}
