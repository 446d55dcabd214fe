package dev.firedrill.postgres;

import dev.firedrill.store.archive.Archive;
import dev.firedrill.store.archive.TarEntry;
import dev.firedrill.store.archive.TarReader;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the beginning of {@code base.tar} says of a backup. A server sends {@code backup_label} first, and
 * {@code tablespace_map} after it.
 *
 * @param texts of these two files, by name; what was not found at the beginning is missing
 */
public record ArchiveHead(Archive archive, Map<String, String> texts) {
    /** Where somebody made the archive himself, they may stand further behind; not all of it is read for that. */
    private static final long LONGEST = 64L << 20;

    private static final int LONGEST_FILE = 1 << 20;

    public ArchiveHead {
        texts = Map.copyOf(texts);
    }

    static ArchiveHead read(Archive archive) {
        var texts = new HashMap<String, String>();
        try (var tar = archive.open()) {
            for (var next = tar.next(); next.isPresent() && goesOn(tar, next.get(), texts); next = tar.next()) {
                var entry = next.get();
                if (isWanted(entry.name()) && entry.is(TarEntry.Kind.FILE) && entry.size() <= LONGEST_FILE) {
                    texts.put(entry.name(), new String(tar.content(), StandardCharsets.UTF_8));
                }
            }
        }
        return new ArchiveHead(archive, texts);
    }

    private static boolean isWanted(String name) {
        return name.equals(BackupLabel.NAME) || name.equals(TablespaceMap.NAME);
    }

    private static boolean goesOn(TarReader tar, TarEntry entry, Map<String, String> texts) {
        return (isWanted(entry.name()) || !texts.containsKey(BackupLabel.NAME))
                && tar.position() + entry.size() <= LONGEST;
    }

    /**
     * The label; empty if it is not at the beginning.
     *
     * @throws BackupUnusable if it makes no sense
     */
    public Optional<BackupLabel> label() {
        return Optional.ofNullable(texts.get(BackupLabel.NAME)).map(text -> BackupLabel.parse(text, archive.file()));
    }

    /**
     * The tablespaces that the server had.
     *
     * @throws BackupUnusable if the map makes no sense
     */
    public TablespaceMap tablespaces() {
        return TablespaceMap.parse(texts.getOrDefault(TablespaceMap.NAME, ""), archive.file());
    }
}
