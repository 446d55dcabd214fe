package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import java.util.ArrayList;
import java.util.List;

/** Files that are not as a manifest says. */
public final class ManifestFaults {
    private static final int SHOWN = 20;

    private final BackupManifest manifest;
    private final List<String> faults = new ArrayList<>();
    private long count;

    public ManifestFaults(BackupManifest manifest) {
        this.manifest = manifest;
    }

    /** Notes a fault, by the name of its file. */
    public void add(String fault) {
        count++;
        if (faults.size() < SHOWN) {
            faults.add(fault);
        }
    }

    public void missing(ManifestEntry entry) {
        add(entry.path() + ": missing; expecting " + entry.size() + " bytes");
    }

    public void otherSize(ManifestEntry entry, long size) {
        add("%s: expecting %d bytes, but found %d".formatted(entry.path(), entry.size(), size));
    }

    public void unlisted(String path, long size) {
        add(path + ": not in the manifest; " + size + " bytes");
    }

    /** As many as a message shows: whoever finds more learns nothing from going on. */
    public boolean areMany() {
        return count >= SHOWN;
    }

    /**
     * @param backup what holds the files, for the message
     * @throws BackupUnusable naming up to 20 of the faults, if there are any
     */
    public void requireNone(Object backup) {
        if (count > 0) {
            throw failure(backup, "");
        }
    }

    /** The failure after which the rest is not looked at. */
    public BackupUnusable givenUp(Object backup) {
        return failure(backup, "\n  ... and the rest was not looked at");
    }

    private BackupUnusable failure(Object backup, String rest) {
        var more = count > SHOWN ? "\n  ... and %d more".formatted(count - SHOWN) : "";
        return new BackupUnusable("%d of %d files of the backup %s are not as its %s says:%n  %s%s"
                .formatted(
                        count,
                        manifest.files().size(),
                        backup,
                        BackupManifest.NAME,
                        String.join("\n  ", faults),
                        more + rest));
    }
}
