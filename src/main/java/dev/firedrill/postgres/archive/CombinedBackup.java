package dev.firedrill.postgres.archive;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.ArchivedWal;
import dev.firedrill.postgres.BackupArchives;
import dev.firedrill.postgres.BackupManifest;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.BaseBackupCatalog;
import dev.firedrill.postgres.DirectoryWal;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.PlainBaseBackups;
import dev.firedrill.postgres.RestoredTablespaces;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An incremental backup of PostgreSQL 17 or newer: those that it adds to are combined with it by the host's
 * {@code pg_combinebackup}. Each is compared with its own manifest before, and the outcome with the one that comes with it.
 */
record CombinedBackup(
        IncrementalChain chain, List<BackupMember> members, CombineProgram program, Optional<ArchivedWal> wal)
        implements FoundBackup {
    private static final long GROWTH = 64L << 20;
    private static final int THREADS = 2;

    static FoundBackup open(RestoreOrder order) {
        var catalog = new BaseBackupCatalog()
                .open(order.system(), order.source(), order.backup().copy());
        var chain = IncrementalChain.of(order.backup(), catalog.backups());
        var members = new ArrayList<BackupMember>();
        for (var backup : chain.backups()) {
            members.add(member(backup, order));
        }
        Optional<ArchivedWal> wal = order.source()
                .value("wal")
                .map(text -> DirectoryWal.archive(order.source().path("wal")));
        return new CombinedBackup(chain, members, CombineProgram.forMajor(major(members), order), wal);
    }

    private static BackupMember member(Backup backup, RestoreOrder order) {
        return BackupArchives.areIn(Path.of(backup.location()))
                ? new TarMember(backup.id(), TarBackup.open(backup))
                : new PlainMember(backup, BaseBackup.look(backup, PlainBaseBackups.named(order)));
    }

    private static int major(List<BackupMember> members) {
        return members.stream()
                .flatMapToInt(member -> member.major().stream())
                .findFirst()
                .orElseThrow(() -> new Inconclusive(
                        "an incremental backup is combined by programs of its own version, and nothing says which that is"
                                + "\n  Remedy: make base backups with a manifest"));
    }

    @Override
    public OptionalInt major() {
        return OptionalInt.of(major(members));
    }

    /** The outcome is at most as large as all of them; what is packed is written twice. */
    @Override
    public long need() {
        long all = members.stream().mapToLong(BackupMember::bytes).sum();
        long packed = members.stream()
                .filter(BackupMember::isPacked)
                .mapToLong(BackupMember::bytes)
                .sum();
        return all + packed + all / 10 + GROWTH;
    }

    @Override
    public List<String> notes() {
        return List.of("an incremental backup: " + chain + ", to be combined by " + program.program());
    }

    @Override
    public List<String> verify(RestoreOrder order) {
        return members.stream()
                .map(BackupMember::verify)
                .filter(said -> !said.isEmpty())
                .toList();
    }

    @Override
    public BaseBackup restoreInto(Path directory, RestoreOrder order) {
        var ready = new ArrayList<BackupMember.Ready>();
        for (var member : members) {
            ready.add(member.ready(directory.resolve("chain-" + ready.size()), order));
        }
        var newest = ready.get(ready.size() - 1);
        var data = directory.resolve(DATA);
        var directories = ready.stream().map(BackupMember.Ready::data).toList();
        var mapping = mapping(newest.tablespaces(), directory);
        program.combine(directories, data, mapping, order.deadline());
        var verified = BackupManifest.read(data).verifyRestored(data, directory, THREADS);
        order.note("combined " + chain + "; " + verified);
        return BaseBackup.restored(data, wal.orElseGet(() -> ownLog(newest, order)))
                .withSettledWal(order.deadline());
    }

    private ArchivedWal ownLog(BackupMember.Ready newest, RestoreOrder order) {
        var log = new DirectoryWal(newest.log(), true);
        return members.get(members.size() - 1).isPacked()
                ? new UnpackedLog(log, Path.of(order.backup().location()))
                : log;
    }

    private static Map<Path, Path> mapping(Map<String, Path> tablespaces, Path directory) {
        var mapping = new HashMap<Path, Path>();
        tablespaces.forEach((oid, place) -> mapping.put(place, new RestoredTablespaces(directory).make(oid)));
        return mapping;
    }
}
