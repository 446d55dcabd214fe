package dev.firedrill.postgres;

/**
 * What was compared with a manifest, and found the same.
 *
 * @param files how many files
 * @param bytes their size
 * @param proven how many of them by checksum
 */
public record ManifestVerification(int files, long bytes, int proven) {
    @Override
    public String toString() {
        return "backup_manifest: %d files are there with their sizes, %d of them with their checksums"
                .formatted(files, proven);
    }
}
