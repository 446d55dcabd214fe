package dev.firedrill.postgres.archive;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.ArchiveHead;
import dev.firedrill.postgres.BackupArchives;
import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.postgres.FileChecksum;
import dev.firedrill.store.archive.Archive;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A base backup in tar format before anything of it is unpacked: its archives, its manifest, and what stands at the
 * beginning of {@code base.tar}.
 *
 * @param manifest empty where the backup does without, or holds it at the end of {@code base.tar}, as
 *     {@code pg_basebackup -D -} writes it
 */
record TarBackup(
        BackupArchives archives, Optional<BackupManifest> manifest, boolean isManifestOptional, ArchiveHead head) {
    private static final Pattern TABLESPACE = Pattern.compile("pg_tblspc/([0-9]+)/.*", Pattern.DOTALL);

    /** Compressed archives of databases unpack to five times their size, as a rule; only a guess is needed. */
    private static final long GUESS = 5;

    /**
     * Looks at it.
     *
     * @throws BackupUnusable if an archive is missing, or damaged at its beginning
     * @throws dev.firedrill.verdict.Inconclusive if nothing says what it must consist of
     */
    static TarBackup open(Backup backup) {
        var archives = BackupArchives.find(Path.of(backup.location()));
        boolean optional = BaseBackupDirectory.isManifestOptional(backup);
        archives.base();
        var manifest = manifest(archives, optional);
        if (!optional) {
            manifest.ifPresent(BackupManifest::requireChecksums);
        }
        var opened = new TarBackup(archives, manifest, optional, archives.head());
        opened.requireTablespaces();
        return opened;
    }

    private static Optional<BackupManifest> manifest(BackupArchives archives, boolean optional) {
        boolean mayBeInside = archives.byName().size() == 1;
        boolean isThere = Files.exists(archives.directory().resolve("backup_manifest"));
        return isThere || !optional && !mayBeInside
                ? Optional.of(BackupManifest.read(archives.directory()))
                : Optional.empty();
    }

    /** Each tablespace that the manifest or the server's map names has its archive. */
    private void requireTablespaces() {
        var named = new TreeSet<>(head.tablespaces().places().keySet());
        manifest.ifPresent(it -> it.files().forEach(file -> {
            var matcher = TABLESPACE.matcher(file.path());
            if (matcher.matches()) {
                named.add(matcher.group(1));
            }
        }));
        named.removeAll(archives.tablespaces().keySet());
        if (!named.isEmpty()) {
            throw new BackupUnusable(
                    "expecting %s.tar, the archive of a tablespace, in the backup %s, but it is missing"
                            .formatted(named.first(), archives.directory()));
        }
    }

    /** The major version; each has its own {@code PG_VERSION}, whose checksum the manifest has. */
    OptionalInt major() {
        var version = manifest.flatMap(it -> it.files().stream()
                .filter(file -> file.path().equals("PG_VERSION") && FileChecksum.isGiven(file))
                .findFirst());
        return version.isEmpty()
                ? OptionalInt.empty()
                : IntStream.rangeClosed(14, 18)
                        .filter(major -> {
                            var checksum = FileChecksum.of(version.get());
                            var text = (major + "\n").getBytes(StandardCharsets.US_ASCII);
                            checksum.update(ByteBuffer.wrap(text));
                            return checksum.compare().isEmpty();
                        })
                        .findFirst();
    }

    /** Bytes that it unpacks to: known from its manifest, else guessed. */
    long unpackedBytes() {
        return manifest.map(it -> Allowance.filesOf(it) + Allowance.logOf(it))
                .orElseGet(() -> archives.byName().values().stream()
                        .mapToLong(TarBackup::guess)
                        .sum());
    }

    private static long guess(Archive archive) {
        return archive.compression() == Compression.NONE ? archive.bytes() : archive.bytes() * GUESS;
    }
}
