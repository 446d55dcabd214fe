package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.DiskSpace;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where instances are restored: it must be possible to make directories there. Nothing is run from there. */
final class WorkDirectory implements HostRequirement {
    private static final String REMEDY = "make it writable for this user, or set another workdir: in firedrill.yaml";

    @Override
    public String subject() {
        return "work directory";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        var work = prospect.directory().getParent();
        var existing = DiskSpace.existing(work);
        var obstacle = obstacle(existing);
        return obstacle.isEmpty()
                ? met(subject(), work + " can be written")
                : lacking(subject(), "cannot make the directory %s: %s %s".formatted(work, existing, obstacle), REMEDY);
    }

    private static String obstacle(Path existing) {
        if (!Files.isDirectory(existing)) {
            return "is no directory";
        }
        if (!Files.isWritable(existing)) {
            return "may not be written by this user, or is on a disk that is mounted read-only";
        }
        return Files.isExecutable(existing) ? "" : "may not be entered by this user";
    }
}
