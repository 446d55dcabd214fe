package dev.firedrill.local;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.postgres.BackupReaders;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RecoveryProof;
import dev.firedrill.postgres.RecoverySettings;
import dev.firedrill.postgres.RestoredFiles;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BiConsumer;

/** Restores one base backup into a server process: look, copy, recover, prove, prepare. */
final class LocalPostgres {
    private static final int PORTS = 3;

    private final RestoreOrder order;
    private final BiConsumer<RestoreOrder, GuardedProcess> started;

    LocalPostgres(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        this.order = order;
        this.started = started;
    }

    PostgresInstance restore() {
        order.enter(Phase.PROVISION);
        var found = BackupReaders.installed().open(order);
        found.notes().forEach(order::note);
        // Known before anything is copied, where the backup says it.
        found.major().ifPresent(major -> PostgresBinaries.forMajor(major, order.state()));
        var directory = provision(found.need());
        var backup = found.restoreInto(directory, order);
        backup.requireWalFor(order.target());
        prepare(directory);
        var binaries = PostgresBinaries.forMajor(backup.major(), order.state());
        order.note("PostgreSQL " + binaries.version() + " from " + binaries.bin());
        order.enter(Phase.RECOVER);
        var server = start(binaries, backup, directory);
        var recoveryPoint = recover(server, backup);
        order.enter(Phase.READY);
        return PostgresInstance.of(server, order, recoveryPoint, backup.bytes());
    }

    private Path provision(long need) {
        var work = order.system().workdir().toAbsolutePath();
        DiskSpace.require(work, need, "restoring " + order.backup().id());
        var directory = work.resolve(order.restorationId());
        order.willMake(LocalPlatform.DIRECTORY, directory.toString(), 0);
        return OwnedDirectory.create(directory);
    }

    /** Recovery starts from an empty pg_wal, by our settings and by no others. */
    private static void prepare(Path directory) {
        RestoredFiles.settle(directory);
        var data = directory.resolve(FoundBackup.DATA);
        try {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(data.resolve("pg_wal/archive_status"));
            Files.writeString(data.resolve("postgresql.auto.conf"), "");
            Files.writeString(data.resolve("recovery.signal"), "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data, e);
        }
    }

    /** A port that was free may be taken a moment later. */
    private PostgresServer start(PostgresBinaries binaries, BaseBackup backup, Path directory) {
        var wal = new WalSource(order).readableByTheServer(backup.wal(), directory);
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
                directory.resolve(FoundBackup.DATA),
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
