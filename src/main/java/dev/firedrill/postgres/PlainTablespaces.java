package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tablespaces of a base backup in plain format, of which {@code pg_tblspc} holds links. A link may lead to where
 * production has its own files, so it is followed only into directories that the backup or the configuration names; and
 * nothing is ever written there.
 *
 * @param linked real directories by OID; those that lie in {@code pg_tblspc} themselves need no mention
 * @param written the same as the links say, which is what PostgreSQL's own programs know them by
 * @param inside those of them that lie in the backup, relative to it: they are met twice, and count once
 */
public record PlainTablespaces(Map<String, Path> linked, Map<String, Path> written, Set<Path> inside) {
    /** Where a cluster names its tablespaces. */
    public static final String DIRECTORY = "pg_tblspc";

    private static final Pattern OID = Pattern.compile("[0-9]+");

    public PlainTablespaces {
        linked = Map.copyOf(linked);
        written = Map.copyOf(written);
        inside = Set.copyOf(inside);
    }

    static PlainTablespaces none() {
        return new PlainTablespaces(Map.of(), Map.of(), Set.of());
    }

    /**
     * Finds them.
     *
     * @param named directories that the configuration names
     * @throws BackupUnusable if files of a tablespace are not where its link leads, or there is no trace of them
     * @throws Inconclusive if a link leads to a place that nobody named
     */
    public static PlainTablespaces find(Path backup, List<Path> named) {
        var linked = new TreeMap<String, Path>();
        var written = new TreeMap<String, Path>();
        var directory = backup.resolve(DIRECTORY);
        for (var entry : entries(directory)) {
            var name = entry.getFileName().toString();
            if (Files.isSymbolicLink(entry) && OID.matcher(name).matches()) {
                var link = new TablespaceLink(entry, backup, named);
                linked.put(name, link.followed());
                written.put(name, link.written());
            }
        }
        requireMapped(backup);
        return new PlainTablespaces(linked, written, linked.isEmpty() ? Set.of() : inside(backup, linked));
    }

    /** They are known, and their files are not looked at. */
    PlainTablespaces passedOver() {
        return new PlainTablespaces(Map.of(), written, inside);
    }

    private static Set<Path> inside(Path backup, Map<String, Path> linked) {
        try {
            var real = backup.toRealPath();
            return linked.values().stream()
                    .filter(place -> place.startsWith(real))
                    .map(real::relativize)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw UnreadableFile.of(backup, e);
        }
    }

    private static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    private static void requireMapped(Path backup) {
        if (!Files.exists(backup.resolve(TablespaceMap.NAME))) {
            return;
        }
        var text = BackupFile.text(backup, TablespaceMap.NAME, "it names the tablespaces");
        TablespaceMap.parse(text, backup).places().forEach((oid, place) -> {
            var entry = backup.resolve(DIRECTORY).resolve(oid);
            if (!Files.isSymbolicLink(entry) && !Files.isDirectory(entry)) {
                throw new BackupUnusable(
                        "expecting the files of tablespace %s, which production had at %s, in pg_tblspc/%s of the backup %s, but there are none"
                                .formatted(oid, place, oid, backup));
            }
        });
    }

    /** Whether a link of the backup is a tablespace's. */
    boolean isLink(Path relative) {
        return relative.getNameCount() == 2
                && relative.startsWith(DIRECTORY)
                && written.containsKey(relative.getFileName().toString());
    }
}
