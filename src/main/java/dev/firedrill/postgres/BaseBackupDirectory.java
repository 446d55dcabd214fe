package dev.firedrill.postgres;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The base backups in one directory, in plain or in tar format. A damaged one is listed all the same, so that its restore fails and says why;
 * leaving it out would let an older one pass for the newest. So is an empty directory, which a failed backup leaves. A
 * link to one of them, such as {@code latest}, is no other backup.
 *
 * @param directory one base backup, or several in directories of their own
 * @param wal the archive of their WAL; without it only the WAL inside each backup is used
 * @param manifestOptional whether a backup without a manifest is restored, although nothing says what it must consist of
 */
public record BaseBackupDirectory(
        Path directory, Optional<Path> wal, String system, String copy, boolean manifestOptional)
        implements BackupCatalog {

    /** The key that says so, of the configuration and of a backup's details. */
    static final String MANIFEST = ManifestDemand.KEY;

    static final String OPTIONAL = ManifestDemand.OPTIONAL;

    private static final List<String> SIGNS =
            List.of("PG_VERSION", BackupLabel.NAME, BackupManifest.NAME, ControlFile.NAME);

    /** Whether a backup that was found here is restored even if it has no manifest. */
    public static boolean isManifestOptional(Backup backup) {
        return OPTIONAL.equals(backup.details().get(MANIFEST));
    }

    /** Backups that must have their manifests. */
    public BaseBackupDirectory(Path directory, Optional<Path> wal, String system, String copy) {
        this(directory, wal, system, copy, false);
    }

    @Override
    public List<Backup> backups() {
        if (isBackup(directory)) {
            return List.of(describe(directory, List.of()));
        }
        var candidates = new ArrayList<Path>();
        var others = new ArrayList<String>();
        for (var entry : entries()) {
            if (isBackup(entry) || isLeftEmpty(entry)) {
                candidates.add(entry);
            } else {
                others.add(entry.getFileName().toString());
            }
        }
        if (candidates.isEmpty()) {
            throw new BackupUnusable("no usable backup in " + directory + ": "
                    + (others.isEmpty() ? "it is empty" : "there is no base backup among " + shortened(others)));
        }
        return candidates.stream()
                .map(BaseBackupDirectory::followed)
                .distinct()
                .map(candidate -> describe(candidate, others))
                .sorted(Comparator.comparing(Backup::madeAt)
                        .thenComparing(BaseBackupDirectory::start)
                        .thenComparing(Backup::id))
                .toList();
    }

    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        if (target instanceof RecoveryTarget.Lsn position) {
            var end = Lsn.find(backup.details().getOrDefault("endLsn", ""));
            return end.isEmpty() || end.get().compareTo(Lsn.parse(position.lsn())) <= 0;
        }
        return BackupCatalog.super.reaches(backup, target);
    }

    /** Times have whole seconds; of small backups several can be made in one, and an incremental one is after its full one. */
    private static Lsn start(Backup backup) {
        return Lsn.find(backup.details().getOrDefault("startLsn", "")).orElse(new Lsn(0));
    }

    private static boolean isBackup(Path candidate) {
        return SIGNS.stream().anyMatch(sign -> Files.exists(candidate.resolve(sign)))
                || BackupArchives.areIn(candidate);
    }

    private static Path followed(Path candidate) {
        try {
            return candidate.toRealPath();
        } catch (IOException e) {
            throw UnreadableFile.of(candidate, e);
        }
    }

    /** By a backup that failed; the archive, which may lie here too, and what file systems keep are none. */
    private boolean isLeftEmpty(Path entry) {
        if (!Files.isDirectory(entry) || entry.endsWith("lost+found")) {
            return false;
        }
        try (var inside = Files.list(entry)) {
            return inside.findFirst().isEmpty() && !isArchive(entry);
        } catch (IOException e) {
            throw UnreadableFile.of(entry, e);
        }
    }

    private boolean isArchive(Path entry) throws IOException {
        return wal.isPresent() && Files.exists(wal.get()) && Files.isSameFile(wal.get(), entry);
    }

    private List<Path> entries() {
        try (var entries = Files.list(directory)) {
            var all = entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            for (var entry : all) {
                requireReadable(entry);
            }
            return all;
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new BackupUnusable("no usable backup: there is no directory " + directory, e);
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    /** What cannot be looked into may be the newest backup. */
    private static void requireReadable(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (Stream<Path> inside = Files.list(entry)) {
                inside.findFirst();
            }
        }
    }

    private Backup describe(Path backup, List<String> others) {
        var description = new BaseBackupDescription(backup, wal);
        var details = description.details();
        if (manifestOptional) {
            details.put(MANIFEST, OPTIONAL);
        }
        if (!others.isEmpty()) {
            details.put("besideIt", shortened(others) + " in the same directory: no base backups");
        }
        var id = backup.getFileName().toString();
        return new Backup(
                id, system, copy, backup.toString(), description.completion().at(), description.bytes(), details);
    }

    private static String shortened(List<String> names) {
        return names.size() <= 5 ? names.toString() : names.subList(0, 5) + " and " + (names.size() - 5) + " more";
    }
}
