package dev.firedrill.postgres;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A base backup that was looked at, before anything is copied: its label, its control file, what its manifest says, and
 * how far its WAL leads.
 *
 * @param directory where its files lie: the backup, which is only read, or what a tool restored of it
 * @param wal its log; the backup's own pg_wal where no archive is configured
 * @param tablespaces of a backup in plain format, where their files lie
 * @param continuity how far the WAL leads without a gap from the backup's start
 * @param notes what could not be verified, to be shown
 */
public record BaseBackup(
        Path directory,
        ArchivedWal wal,
        int major,
        ControlFile control,
        BackupLabel label,
        PlainTablespaces tablespaces,
        Continuity continuity,
        long bytes,
        List<String> notes) {

    private static final int THREADS = 2;
    private static final String WHY_VERSION = "without it nothing says which PostgreSQL wrote the backup";

    /**
     * Reads what a backup says of itself and compares it with what is there.
     *
     * @throws BackupUnusable if a file is missing, truncated, or contradicts another
     * @throws Inconclusive if something may not be read
     */
    public static BaseBackup open(Backup backup) {
        return look(backup, List.of()).verified(backup);
    }

    /**
     * Reads what a backup says of itself; its files are not looked at yet.
     *
     * @param named directories that links of {@code pg_tblspc} may lead into, besides the backup's own
     */
    public static BaseBackup look(Backup backup, List<Path> named) {
        var directory = Path.of(backup.location());
        int major = major(directory);
        var control = ControlFile.read(directory);
        MajorVersion.requireAgreement(directory, major, control);
        var label = BackupLabel.read(directory);
        label.requireNotAfter(control, directory);
        var tablespaces = PlainTablespaces.find(directory, named);
        var own = directory.resolve("pg_wal");
        var place =
                Optional.ofNullable(backup.details().get("wal")).map(Path::of).orElse(own);
        var wal = new DirectoryWal(place, place.equals(own));
        var continuity = continuity(wal, label, control);
        return new BaseBackup(
                directory,
                wal,
                major,
                control,
                label,
                tablespaces,
                continuity,
                BackupBytes.of(directory, tablespaces),
                List.of());
    }

    /** The same backup with every file compared with its manifest, which reads them all. */
    public BaseBackup verified(Backup backup) {
        var manifest = files(BaseBackupDirectory.isManifestOptional(backup));
        return new BaseBackup(directory, wal, major, control, label, tablespaces, continuity, bytes, List.of(manifest));
    }

    /**
     * Reads what a restored directory says of itself, before a server is started on it.
     *
     * @param data a data directory that a backup tool wrote
     * @param wal the log that recovery is to replay
     * @throws BackupUnusable if its label or its control file is missing or damaged, or its log is not there
     */
    public static BaseBackup restored(Path data, ArchivedWal wal) {
        int major = major(data);
        var control = ControlFile.read(data);
        MajorVersion.requireAgreement(data, major, control);
        var label = BackupLabel.read(data);
        label.requireNotAfter(control, data);
        refuseIncremental(data, label);
        var tablespaces =
                PlainTablespaces.find(data, List.of(data.toAbsolutePath().getParent()));
        return new BaseBackup(
                data,
                wal,
                major,
                control,
                label,
                tablespaces,
                continuity(wal, label, control),
                BackupBytes.of(data, tablespaces),
                List.of());
    }

    /**
     * Sees that the WAL leads far enough.
     *
     * @throws BackupUnusable naming the first segment that is missing or damaged, if the newest state is asked for:
     *     the server would promote at the gap without a word
     */
    public void requireWalFor(RecoveryTarget target) {
        boolean newest = target instanceof RecoveryTarget.Latest;
        if (newest || continuity.newest().isEmpty()) {
            continuity.fault().ifPresent(fault -> {
                throw fault.asFailure(WalArchive.open(wal));
            });
        }
    }

    /**
     * The same backup with its archive looked at again, until its newest segment is whole: production may be writing it
     * just now.
     *
     * @throws Inconclusive if the deadline passes meanwhile
     */
    public BaseBackup withSettledWal(Deadline deadline) {
        var settled = LiveArchive.continuity(this, deadline);
        return new BaseBackup(directory, wal, major, control, label, tablespaces, settled, bytes, notes);
    }

    /** How far the WAL leads at this moment. */
    Continuity continuityOfNow() {
        return continuity(wal, label, control);
    }

    private static Continuity continuity(ArchivedWal wal, BackupLabel label, ControlFile control) {
        return WalArchive.open(wal)
                .verify(label.start(), label.timeline(), control.systemIdentifier(), control.segmentSize());
    }

    /** The same backup with its WAL fetched from another directory, such as a copy that the server can read. */
    public BaseBackup withWal(ArchivedWal elsewhere) {
        return new BaseBackup(directory, elsewhere, major, control, label, tablespaces, continuity, bytes, notes);
    }

    /** Bytes that a restore will write at most, the WAL that is kept between checkpoints and some growth included. */
    public long need() {
        long replayed = continuity.segments() * control.segmentSize();
        return bytes + bytes / 10 + Math.min(replayed, 5L << 30) + (64L << 20);
    }

    private static int major(Path directory) {
        var text = BackupFile.text(directory, "PG_VERSION", WHY_VERSION).strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BackupUnusable(
                    "expecting PG_VERSION of the backup " + directory + " to be a major version such as 17, but found ["
                            + text + "]",
                    e);
        }
    }

    private String files(boolean optional) {
        if (optional && !Files.exists(directory.resolve(BackupManifest.NAME))) {
            return BackupManifest.NOTHING_SAYS;
        }
        var manifest = BackupManifest.read(directory);
        manifest.requireCluster(control);
        manifest.requireStart(label);
        var verified = manifest.verifyChecksums(directory, tablespaces, THREADS);
        if (!optional) {
            manifest.requireChecksums();
        }
        return verified.toString();
    }

    private static void refuseIncremental(Path data, BackupLabel label) {
        label.incrementalFrom().ifPresent(from -> {
            throw new BackupUnusable(
                    "the files of %s are those of an incremental backup, which adds to one that started at %s: alone they are no cluster"
                            .formatted(data, from));
        });
    }
}
