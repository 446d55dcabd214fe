package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.ArchivedWal;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.ControlFile;
import dev.firedrill.postgres.DirectoryWal;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.WalSegment;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A base backup in tar format, which is unpacked and compared with its manifest in one go.
 *
 * @param wal the archive that the configuration names; empty if the backup brings its log along
 */
record TarBaseBackup(TarBackup backup, Optional<ArchivedWal> wal) implements FoundBackup {
    /** The log that came along, in a restore's own directory. */
    static final String LOG = "backup-wal";

    private static final long GROWTH = 64L << 20;

    static FoundBackup open(RestoreOrder order) {
        var backup = TarBackup.open(order.backup());
        Optional<ArchivedWal> wal = order.source()
                .value("wal")
                .map(text -> DirectoryWal.archive(order.source().path("wal")));
        wal.ifPresent(archive ->
                backup.head().label().ifPresent(label -> new EarlyLook(archive, label).requireWalFor(order.target())));
        return new TarBaseBackup(backup, wal);
    }

    @Override
    public OptionalInt major() {
        return backup.major();
    }

    @Override
    public long need() {
        long bytes = backup.unpackedBytes();
        return bytes + bytes / 10 + GROWTH;
    }

    @Override
    public List<String> notes() {
        return List.of("in tar format: "
                + backup.archives().byName().keySet().stream().sorted().toList());
    }

    @Override
    public BaseBackup restoreInto(Path directory, RestoreOrder order) {
        var log = wal.isPresent() ? Optional.<Path>empty() : Optional.of(directory.resolve(LOG));
        var verified = new TarRestore(backup, directory, log, order.deadline()).run();
        order.note(verified);
        var data = directory.resolve(DATA);
        var control = ControlFile.read(data);
        backup.manifest().ifPresent(manifest -> manifest.requireCluster(control));
        var restored = BaseBackup.restored(data, wal.orElseGet(() -> ownLog(log.orElseThrow())));
        backup.manifest().ifPresent(manifest -> manifest.requireStart(restored.label()));
        order.note("unpacked %,d bytes to %s".formatted(restored.bytes(), data));
        return restored.withSettledWal(order.deadline());
    }

    private ArchivedWal ownLog(Path log) {
        var own = new UnpackedLog(new DirectoryWal(log, true), backup.archives().directory());
        if (own.names().stream().noneMatch(WalSegment::isName)) {
            throw new BackupUnusable(
                    "the backup " + backup.archives().directory()
                            + " brings no WAL along: expecting pg_wal.tar, or segments in pg_wal of base.tar"
                            + "\n  Remedy: take it with pg_basebackup -X stream, or name the WAL archive as wal: in firedrill.yaml");
        }
        return own;
    }
}
