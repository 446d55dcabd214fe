package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What of a backup's files a throwaway server gets, whoever restored them. */
public final class RestoredFiles {
    /**
     * Left by a running server, or telling one to follow a primary, or to make links to production's tablespaces; never
     * part of a restore.
     */
    private static final Set<String> NOT_RESTORED = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "standby.signal",
            "recovery.signal",
            "recovery.conf",
            "postgresql.auto.conf",
            "backup_manifest",
            "tablespace_map",
            "tablespace_map.old",
            "current_logfiles",
            "pg_wal");

    /**
     * Restored empty, as PostgreSQL's manual asks for: slots would keep log, the rest belongs to a server that is gone.
     * The log comes from where it was proven, and from nowhere else, so pg_wal is not restored at all.
     */
    private static final Set<String> EMPTIED = Set.of(
            "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private RestoredFiles() {}

    /** Whether a path, relative to the data directory, is restored. */
    public static boolean isRestored(Path path) {
        return path.getNameCount() == 1
                ? !NOT_RESTORED.contains(path.toString())
                : !EMPTIED.contains(path.getName(0).toString());
    }

    /**
     * Makes what a backup tool wrote fit for recovery by our settings alone: takes out what is not restored, the log of
     * pg_wal included, and sees that no link leads out of the restore's own directory.
     *
     * @param directory the restore's own, which holds {@code data}
     * @throws Inconclusive if a link leads elsewhere: a server would write there
     */
    public static void settle(Path directory) {
        var data = directory.resolve(FoundBackup.DATA);
        requireLinksInside(directory);
        requireTablespaces(data);
        try (var entries = Files.list(data)) {
            for (var entry : entries.toList()) {
                var name = entry.getFileName().toString();
                if (NOT_RESTORED.contains(name)) {
                    delete(entry, true);
                } else if (EMPTIED.contains(name)) {
                    delete(entry, false);
                }
            }
        } catch (IOException e) {
            throw new Inconclusive("cannot prepare " + data + " for recovery: " + e, e);
        }
    }

    /**
     * Sees that no link of the restored files leads out of the restore's own directory.
     *
     * @throws Inconclusive if one does
     */
    public static void requireLinksInside(Path directory) {
        var data = directory.resolve(FoundBackup.DATA);
        try (var files = Files.walk(data)) {
            var own = directory.toRealPath();
            for (var link : files.filter(Files::isSymbolicLink).toList()) {
                var place =
                        link.getParent().resolve(Files.readSymbolicLink(link)).normalize();
                var real = Files.exists(place) ? place.toRealPath() : place;
                if (!real.startsWith(own)) {
                    throw new Inconclusive("the restored " + data.relativize(link) + " is a link to " + place
                            + ", which lies outside of the restore; no server is started on it");
                }
            }
        } catch (IOException e) {
            throw new Inconclusive("cannot look through " + data + ": " + e, e);
        }
    }

    /**
     * Of the lines of a map, each an OID and a path, a server makes links when it starts. Here whoever restores makes them,
     * to other places, and a map that is left is taken out; what it names must have come back.
     */
    private static void requireTablespaces(Path data) {
        var map = data.resolve("tablespace_map");
        if (!Files.exists(map)) {
            return;
        }
        try {
            for (var line : new String(Files.readAllBytes(map), StandardCharsets.UTF_8).split("(?<!\\\\)\n")) {
                var oid = line.split(" ", 2)[0];
                if (!Files.isDirectory(data.resolve("pg_tblspc").resolve(oid))) {
                    throw new Inconclusive(
                            "the restored tablespace_map names a tablespace [" + line + "], but there is no pg_tblspc/"
                                    + oid + ": it was not restored, or to production's place");
                }
            }
        } catch (IOException e) {
            throw new Inconclusive("cannot read " + map + ": " + e, e);
        }
    }

    /** Links are deleted, never followed. */
    private static void delete(Path entry, boolean itself) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            List<Path> all = files.sorted(Comparator.reverseOrder())
                    .filter(file -> itself || !file.equals(entry))
                    .toList();
            for (var file : all) {
                Files.delete(file);
            }
        }
    }
}
