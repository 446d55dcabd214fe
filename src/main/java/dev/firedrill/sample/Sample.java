package dev.firedrill.sample;

import dev.firedrill.postgres.BaseBackupDirectory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The sample shop's backups on disk.
 *
 * @param directory holds {@code backups}, {@code wal}, {@code store}, the same once more under {@code dr}, and {@code sample.json}
 * @param facts what is known of its production
 */
public record Sample(Path directory, SampleFacts facts) {
    /** Name of the copy, which lags. */
    public static final String DR = "dr";

    /** What its production contained in its last archived moment. */
    static final String INVENTORY = "inventory.json";

    /** The file of its inventory. */
    public Path inventory() {
        return directory.resolve(INVENTORY);
    }

    /** Directory of the base backups of a copy; the empty name means the shop's own. */
    public Path backups(String copy) {
        return place(directory, copy).resolve("backups");
    }

    /** The store of files: base backups as archives, dumps, and their SHA256SUMS. */
    public Path store() {
        return directory.resolve(SampleStore.NAME);
    }

    /** The WAL archive of a copy; the empty name means the shop's own. */
    public Path wal(String copy) {
        return place(directory, copy).resolve("wal");
    }

    /** What the newest restore of a copy must contain. */
    public SampleFacts.Archived archived(String copy) {
        return facts.copies().get(copy.isEmpty() ? "own" : copy);
    }

    BaseBackupDirectory catalog(String system, String copy) {
        return new BaseBackupDirectory(backups(copy), Optional.of(wal(copy)), system, copy);
    }

    static Path place(Path directory, String copy) {
        return copy.isEmpty() ? directory : directory.resolve(copy);
    }
}
