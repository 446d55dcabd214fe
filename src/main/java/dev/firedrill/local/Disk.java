package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.DiskSpace;

/** Room for the backup, for what its log adds, and for a copy of the log where the server may not read it itself. */
final class Disk implements HostRequirement {
    @Override
    public String subject() {
        return "disk";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.found().isEmpty()) {
            return notYetKnown(subject(), "what is needed is known when the backup is opened");
        }
        var work = prospect.directory().getParent();
        long need = prospect.found().get().need();
        long log = prospect.backup()
                .map(WalSource::new)
                .map(WalSource::bytesToCopy)
                .orElse(0L);
        DiskSpace.require(work, need + log, "restoring the backup" + (log == 0 ? "" : " with a copy of its WAL"));
        return met(
                subject(),
                "%s of %s that are free in %s"
                        .formatted(DiskSpace.megabytes(need + log), DiskSpace.megabytes(DiskSpace.free(work)), work));
    }
}
