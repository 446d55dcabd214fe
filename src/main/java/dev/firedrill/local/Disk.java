package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.postgres.BaseBackup;
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
        if (prospect.need().isEmpty()) {
            return notYetKnown(subject(), "what is needed is known when the backup is opened");
        }
        var work = prospect.directory().getParent();
        long copy = prospect.backup()
                .map(WalSource::new)
                .map(WalSource::bytesToCopy)
                .orElse(0L);
        long need = prospect.need().getAsLong() + copy;
        DiskSpace.require(work, need, "restoring the backup" + (copy == 0 ? "" : " with a copy of its WAL"));
        long free = DiskSpace.free(work);
        long log = prospect.backup().map(Disk::log).orElse(0L);
        var tight = need + log <= free
                ? ""
                : "; the %s of WAL that are replayed may need more".formatted(DiskSpace.megabytes(log));
        return met(
                subject(),
                "%s of %s that are free in %s%s"
                        .formatted(DiskSpace.megabytes(need), DiskSpace.megabytes(free), work, tight));
    }

    /** What it makes a database grow by can only be guessed, from nothing to all of it. */
    private static long log(BaseBackup backup) {
        return backup.continuity().segments() * backup.control().segmentSize();
    }
}
