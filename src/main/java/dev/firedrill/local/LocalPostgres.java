package dev.firedrill.local;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RecoveryProof;
import dev.firedrill.postgres.RecoverySettings;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.store.TreeCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.BiConsumer;

/** Restores one base backup into a server process: look, copy, recover, prove, prepare. */
final class LocalPostgres {
    /** Left by a running server, or telling one to follow a primary; never part of a restore. */
    private static final Set<String> NOT_RESTORED = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "standby.signal",
            "recovery.signal",
            "recovery.conf",
            "postgresql.auto.conf",
            "backup_manifest",
            "current_logfiles",
            "pg_wal");

    /**
     * Restored empty, as PostgreSQL's manual asks for: slots would keep log, the rest belongs to a server that is gone.
     * The log comes from where it was proven, and from nowhere else, so pg_wal is not restored at all.
     */
    private static final Set<String> EMPTIED = Set.of(
            "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    private static final int PORTS = 3;

    private final RestoreOrder order;
    private final BiConsumer<RestoreOrder, GuardedProcess> started;

    LocalPostgres(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        this.order = order;
        this.started = started;
    }

    PostgresInstance restore() {
        order.enter(Phase.PROVISION);
        var backup = BaseBackup.open(order.backup()).withSettledWal(order.deadline());
        backup.notes().forEach(order::note);
        backup.requireWalFor(order.target());
        var binaries = PostgresBinaries.forMajor(backup.major(), order.state());
        order.note("PostgreSQL " + binaries.version() + " from " + binaries.bin());
        var directory = provision(backup);
        order.enter(Phase.RECOVER);
        var server = start(binaries, backup, directory);
        var recoveryPoint = recover(server, backup);
        order.enter(Phase.READY);
        return PostgresInstance.of(server, order, recoveryPoint, backup.bytes());
    }

    private Path provision(BaseBackup backup) {
        var work = order.system().workdir().toAbsolutePath();
        DiskSpace.require(work, backup.need(), "restoring " + order.backup().id());
        var directory = work.resolve(order.restorationId());
        order.willMake(LocalPlatform.DIRECTORY, directory.toString(), 0);
        OwnedDirectory.create(directory);
        var data = directory.resolve("data");
        try {
            Files.createDirectory(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            long copied = TreeCopy.copy(backup.directory(), data, LocalPostgres::isRestored, () -> order.deadline()
                    .check("copying the backup"));
            order.note("copied %,d bytes to %s".formatted(copied, data));
            Files.createDirectories(data.resolve("pg_wal/archive_status"));
            Files.writeString(data.resolve("postgresql.auto.conf"), "");
            Files.writeString(data.resolve("recovery.signal"), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data, e);
        }
        return directory;
    }

    private static boolean isRestored(Path path) {
        return path.getNameCount() == 1
                ? !NOT_RESTORED.contains(path.toString())
                : !EMPTIED.contains(path.getName(0).toString());
    }

    /** A port that was free may be taken a moment later. */
    private PostgresServer start(PostgresBinaries binaries, BaseBackup backup, Path directory) {
        var wal = new WalSource(backup, order).readableByTheServer(directory);
        Unprivileged.onThisHost().own(directory);
        var settings = RecoverySettings.of(backup.withWal(wal), order.target());
        var server = start(binaries, directory, settings);
        for (int left = PORTS - 1; left > 0; left--) {
            if (server.awaitReady(order.deadline()::passed) || !server.foundItsPortTaken()) {
                return server;
            }
            order.note("port " + server.port() + " was taken meanwhile; starting again on another");
            server = start(binaries, directory, settings);
        }
        return server;
    }

    private PostgresServer start(PostgresBinaries binaries, Path directory, ServerSettings settings) {
        var server = PostgresServer.start(
                binaries,
                directory.resolve("data"),
                directory.resolve("run"),
                order.system().superuser(),
                settings);
        started.accept(order, server.process());
        return server;
    }

    private RecoveryPoint recover(PostgresServer server, BaseBackup backup) {
        var proof = new RecoveryProof(backup, order.target(), order.deadline());
        boolean ready = server.awaitReady(order.deadline()::passed);
        if (!ready) {
            server.log().forEach(order::note);
            throw proof.unproven(server);
        }
        var point = proof.of(server.log());
        order.note("recovered to " + point.time() + ", " + point.position() + " (" + point.measuredBy() + "); "
                + point.proof());
        return point;
    }
}
