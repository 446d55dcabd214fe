package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.FileChecksum;
import dev.firedrill.postgres.ManifestEntry;
import dev.firedrill.postgres.ManifestFaults;
import dev.firedrill.postgres.ManifestVerification;
import dev.firedrill.store.archive.ContentCheck;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares files with a manifest while they are unpacked, in whatever order they come. */
final class ExpectedFiles {
    private final BackupManifest manifest;
    private final ManifestFaults faults;
    private final Map<String, ManifestEntry> left = new HashMap<>();
    private long bytes;
    private int proven;

    ExpectedFiles(BackupManifest manifest) {
        this.manifest = manifest;
        this.faults = new ManifestFaults(manifest);
        manifest.compared().forEach(entry -> left.put(entry.path(), entry));
    }

    /**
     * What a file's content is to be compared with; empty if it must not be there, or not in that size.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if too many are wrong to go on
     */
    Optional<ContentCheck> check(String path, long size) {
        if (!BackupManifest.isCompared(path)) {
            return Optional.of(ContentCheck.NONE);
        }
        var entry = left.remove(path);
        if (entry != null && entry.size() == size) {
            bytes += size;
            return Optional.of(FileChecksum.isGiven(entry) ? new Comparison(entry) : ContentCheck.NONE);
        }
        if (entry != null) {
            faults.otherSize(entry, size);
        } else if (isListed(path)) {
            faults.add(path + ": more than once in the archives");
        } else {
            faults.unlisted(path, size);
        }
        if (faults.areMany()) {
            throw faults.givenUp(manifest.directory());
        }
        return Optional.empty();
    }

    /** Asked only for faults, of which there are few. */
    private boolean isListed(String path) {
        return manifest.files().stream().anyMatch(entry -> entry.path().equals(path));
    }

    /**
     * All archives were unpacked.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if a file was missing, was not expected or was altered
     */
    ManifestVerification verified() {
        left.values().stream()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .forEach(faults::missing);
        faults.requireNone(manifest.directory());
        return new ManifestVerification(manifest.compared().size(), bytes, proven);
    }

    private final class Comparison implements ContentCheck {
        private final FileChecksum checksum;

        Comparison(ManifestEntry entry) {
            this.checksum = FileChecksum.of(entry);
        }

        @Override
        public boolean isCostly() {
            return checksum.isCostly();
        }

        @Override
        public void update(ByteBuffer bytes) {
            checksum.update(bytes);
        }

        @Override
        public void end() {
            proven++;
            var fault = checksum.compare();
            if (!fault.isEmpty()) {
                faults.add(fault);
            }
        }
    }
}
