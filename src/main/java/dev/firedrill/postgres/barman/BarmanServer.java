package dev.firedrill.postgres.barman;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backup.Backup;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where barman keeps what it has of a server. It lists what it finds there, and passes over in silence what it may not
 * look into; so it is looked at here, too.
 *
 * @param backups holds a directory for each backup
 * @param log holds the archived log, in a directory for each 4 GiB
 */
record BarmanServer(Barman barman, Path backups, Path log) {
    static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}");
    private static final String LIST_OF_LOG = "xlog.db";
    /** For so long nothing changes in a backup that is being made: it may wait for a checkpoint. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    static BarmanServer of(Barman barman, JsonNode shown) {
        var server = new BarmanServer(barman, path(shown, "basebackups_directory"), path(shown, "wals_directory"));
        if (shown.path("disabled").asBoolean()) {
            throw new Inconclusive(barman + " is disabled, because barman does not understand its configuration: "
                    + shown.path("msg_list"));
        }
        // Newer versions can keep it elsewhere, and tell where, also where they do not.
        var elsewhere = shown.path("xlogdb_directory").asText("");
        requireListOfLog(server, elsewhere.isEmpty() ? server.log : path(shown, "xlogdb_directory"));
        return server;
    }

    private static Path path(JsonNode shown, String option) {
        var path = Path.of(shown.path(option).asText());
        if (!path.isAbsolute()) {
            throw new Inconclusive("barman does not say where its " + option + " is: [" + path + "]");
        }
        return path;
    }

    /** The same, from what the catalog says of one of its backups. */
    static BarmanServer of(Barman barman, Backup backup) {
        return new BarmanServer(
                barman,
                Path.of(backup.location()).getParent(),
                Path.of(backup.details().get(BackupEntry.LOG)));
    }

    /** Which directories are its repository. */
    BarmanFaults faults() {
        return new BarmanFaults(List.of(backups, log));
    }

    /**
     * Names of what lies where backups are, complete or not, oldest first.
     *
     * @throws BackupUnusable if there is no such directory
     * @throws Inconclusive if one of them may not be looked into: it may be the newest
     */
    List<String> directories() {
        try (var entries = Files.list(backups)) {
            var all = entries.filter(
                            entry -> ID.matcher(entry.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            for (var entry : all) {
                requireReadable(entry);
            }
            return all.stream().map(entry -> entry.getFileName().toString()).collect(Collectors.toList());
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new BackupUnusable(
                    "no usable backup: " + barman + " keeps its backups in " + backups
                            + ", and there is no such directory",
                    e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void requireReadable(Path backup) throws IOException {
        try (var inside = Files.list(backup)) {
            inside.findFirst();
        }
    }

    /**
     * Whether a backup that barman takes for one which is being made is none: its copy is there already, as where its
     * description was lost, or nothing of it has changed for an hour, as where barman died.
     */
    boolean isAbandoned(BackupEntry entry) {
        var place = backups.resolve(entry.id());
        if (entry.status().equals("EMPTY") && Files.exists(place.resolve("data/PG_VERSION"))) {
            return true;
        }
        var now = Instant.now();
        try (var files = Files.walk(place)) {
            return files.map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                    .noneMatch(changed -> changed.isAfter(now.minus(PATIENCE)));
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Without its list barman restores no log at all, says nothing of it, and makes an empty one. */
    private static void requireListOfLog(BarmanServer server, Path place) {
        try (var files = Files.list(place)) {
            if (files.noneMatch(file -> file.getFileName().toString().endsWith(LIST_OF_LOG))) {
                throw server.withoutLog("in " + place + " there is no " + LIST_OF_LOG + ", barman's list of it", null);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw server.withoutLog("there is no directory " + place, e);
        } catch (IOException e) {
            throw server.unreadable(e);
        }
    }

    private BackupUnusable withoutLog(String why, IOException cause) {
        return new BackupUnusable(
                "no usable backup: " + barman + " has no archived log: " + why
                        + "\n  Remedy: if segments lie there, barman rebuild-xlogdb " + barman.server(),
                cause);
    }

    Inconclusive unreadable(IOException cause) {
        return new Inconclusive(
                "cannot read the repository of " + barman + ": " + cause
                        + "\n  Remedy: run Firedrill as barman's user, or as another who may read all of it",
                cause);
    }
}
