package dev.firedrill.cli.init;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which base backups are of one cluster, and which archive holds their WAL. */
final class BaseBackupSystems {
    private static final Pattern START = Pattern.compile("START WAL LOCATION: .* \\(file ([0-9A-F]{24})\\)");
    private static final Pattern DATED = Pattern.compile(".*\\d.*");

    /** In the long header of a segment's first page. */
    private static final int IDENTIFIER_IN_SEGMENT = 24;

    private final BackupPlaces places;

    BaseBackupSystems(BackupPlaces places) {
        this.places = places;
    }

    List<FoundSystem> systems() {
        Map<Path, List<Path>> byPlace = new TreeMap<>();
        for (var backup : places.baseBackups) {
            byPlace.computeIfAbsent(place(backup), place -> new ArrayList<>()).add(backup);
        }
        var systems = new ArrayList<FoundSystem>();
        byPlace.forEach((place, backups) -> {
            if (backups.stream().map(BaseBackupSystems::cluster).distinct().count() > 1) {
                backups.forEach(backup -> systems.add(system(backup, List.of(backup))
                        .noting(place + " holds backups of several clusters; each is a system of its own")));
            } else {
                systems.add(system(place, backups));
            }
        });
        return systems;
    }

    /** A backup with a date in its name has sisters, or will have some tomorrow: their directory is what counts. */
    private Path place(Path backup) {
        boolean dated = DATED.matcher(backup.getFileName().toString()).matches();
        return dated && backup.getParent() != null ? backup.getParent() : backup;
    }

    private FoundSystem system(Path place, List<Path> backups) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("type", "base-backup");
        keys.put("directory", place.toString());
        var wal = archive(backups);
        wal.ifPresent(directory -> keys.put("wal", directory.toString()));
        var found = FoundSystem.of(name(place), keys);
        if (wal.isEmpty()) {
            found = found.noting(place + ": no archive of its WAL was found; only the WAL inside each backup is used");
        }
        boolean manifests = backups.stream().allMatch(backup -> Files.exists(backup.resolve("backup_manifest")));
        return manifests
                ? found
                : found.noting(place + ": a backup without backup_manifest is INCONCLUSIVE, unless you write"
                        + " manifest: optional");
    }

    /** {@code backups} and {@code base} say nothing; the directory above may. */
    private static String name(Path place) {
        var name = place.getFileName().toString();
        boolean general = List.of("backups", "backup", "base", "basebackup", "basebackups", "full", "data")
                .contains(name);
        return general && place.getParent() != null && place.getParent().getFileName() != null
                ? place.getParent().getFileName().toString()
                : name;
    }

    /** The nearest one that holds the segment from which the newest backup's recovery starts. */
    private Optional<Path> archive(List<Path> backups) {
        return backups.stream()
                .filter(backup -> start(backup).isPresent())
                .max(Comparator.comparing(backup -> start(backup).orElseThrow()))
                .flatMap(newest -> places.archives.stream()
                        .filter(archive ->
                                isOf(newest, archive.resolve(start(newest).orElseThrow())))
                        .min(Comparator.comparingInt(archive -> steps(archive, newest))));
    }

    /** Every cluster has segments of the same names. */
    private static boolean isOf(Path backup, Path segment) {
        return Files.exists(segment) && number(segment, IDENTIFIER_IN_SEGMENT) == cluster(backup);
    }

    /** From one directory to the other. */
    private static int steps(Path from, Path to) {
        return from.relativize(to).getNameCount();
    }

    private static Optional<String> start(Path backup) {
        try {
            return START.matcher(Files.readString(backup.resolve("backup_label")))
                    .results()
                    .map(result -> result.group(1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The cluster's identifier; 0 where that is not to be seen, as in an archive of tar. */
    private static long cluster(Path backup) {
        return number(backup.resolve("global/pg_control"), 0);
    }

    private static long number(Path file, int position) {
        var bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        try (var channel = FileChannel.open(file)) {
            return channel.read(bytes, position) < Long.BYTES ? 0 : bytes.getLong(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
