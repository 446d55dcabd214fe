package dev.firedrill.local;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.Depth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.BackupReaders;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.LogBeforeReplay;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RecoveryProof;
import dev.firedrill.postgres.RecoverySettings;
import dev.firedrill.postgres.Refusal;
import dev.firedrill.postgres.RestoredFiles;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.postgres.integrity.ScannedPages;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Restores one base backup into a server process: look, copy, recover, prove, prepare. */
final class LocalPostgres {
    private final RestoreOrder order;
    private final Prospect prospect;
    private final HostRequirements host = HostRequirements.ofCluster();
    private final LocalServer place;

    LocalPostgres(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        this.order = order;
        this.prospect = Prospect.of(order);
        this.place = new LocalServer(order, prospect.directory(), started);
    }

    /** What can be told of this host without a backup. */
    static List<HostFinding> examine(ProtectedSystem system, Path state) {
        return HostRequirements.ofCluster().examine(Prospect.of(system, state));
    }

    /** What can be told of this host before anything of the order's backup is copied. */
    static List<HostFinding> examine(RestoreOrder order) {
        return HostRequirements.ofCluster()
                .examine(Prospect.of(order).found(BackupReaders.installed().open(order)));
    }

    PostgresInstance restore() {
        order.enter(Phase.PROVISION);
        host.require(prospect, order);
        var found = BackupReaders.installed().open(order);
        found.notes().forEach(order::note);
        host.require(prospect.found(found), order);
        found.verify(order).forEach(order::note);
        place.provision();
        var backup = found.restoreInto(place.directory(), order);
        backup.requireWalFor(order.target());
        host.require(prospect.restored(backup), order);
        var log = new LogBeforeReplay(backup, order.target(), order.deadline()).examine();
        log.tell(order);
        prepare(place.directory());
        order.enter(Phase.RECOVER);
        var settings = settings(backup);
        var server = start(settings);
        var proof = new RecoveryProof(backup, order.target(), order.deadline()).knowing(log);
        var recoveryPoint = recover(server, proof);
        var endsAt = proof.place(server.log(), place.data());
        order.enter(Phase.READY);
        var pages = Optional.<ScannedPages>empty();
        if (order.depth().includes(Depth.PAGES)) {
            var read = new StoppedPages(order).readOf(server, () -> start(settings));
            server = read.server();
            pages = Optional.of(read.pages());
        }
        lookInto(server);
        return PostgresInstance.of(server, order, recoveryPoint, backup.bytes())
                .afterReading(pages)
                .endingAt(endsAt);
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

    private ServerSettings settings(BaseBackup backup) {
        var readable = new WalSource(backup).readableByTheServer(place.directory(), order);
        Unprivileged.onThisHost().own(place.directory());
        return RecoverySettings.of(readable, order.target());
    }

    private PostgresServer start(ServerSettings settings) {
        return place.start(prospect.choose().binaries(), settings);
    }

    private RecoveryPoint recover(PostgresServer server, RecoveryProof proof) {
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

    /** What only the database itself tells of what this host must have. */
    private void lookInto(PostgresServer server) {
        var database = order.system().database();
        try (var connection = server.superuser(database)) {
            // What production put into its search path must not stand in for what a superuser asks.
            connection.setSchema("pg_catalog");
            host.require(prospect.recovered(connection), order);
        } catch (SQLException e) {
            throw Refusal.of(e, database);
        }
    }
}
