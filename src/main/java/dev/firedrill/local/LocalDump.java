package dev.firedrill.local;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.LoadingSettings;
import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.Refusal;
import dev.firedrill.postgres.ServerLog;
import dev.firedrill.postgres.dump.Dump;
import dev.firedrill.postgres.dump.LoadingServer;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/** Restores one dump into a server process: look, make an empty cluster, load, prepare. There is no log to replay. */
final class LocalDump {
    private final RestoreOrder order;
    private final Prospect prospect;
    private final HostRequirements host = HostRequirements.ofDump();
    private final LocalServer place;

    LocalDump(RestoreOrder order, BiConsumer<RestoreOrder, GuardedProcess> started) {
        this.order = order;
        this.prospect = Prospect.of(order);
        this.place = new LocalServer(order, prospect.directory(), started);
    }

    /** What can be told of this host without a dump. */
    static List<HostFinding> examine(ProtectedSystem system, Path state) {
        return HostRequirements.ofDump().examine(Prospect.of(system, state));
    }

    /** What can be told of this host before anything of the order's dump is loaded. */
    static List<HostFinding> examine(RestoreOrder order) {
        return HostRequirements.ofDump().examine(Prospect.of(order).dump(Dump.open(order)));
    }

    private void refuseDepth() {
        if (order.depth() != Depth.FILES) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "depth [" + order.depth()
                            + "] is asked for, but the pages and indexes of a dump that was loaded are new:"
                            + " they say nothing of the backup",
                    "leave depth out for backups of type pg_dump");
        }
    }

    PostgresInstance restore() {
        refuseDepth();
        order.enter(Phase.PROVISION);
        host.require(prospect, order);
        var dump = Dump.open(order);
        dump.notes().forEach(order::note);
        host.require(prospect.dump(dump), order);
        place.provision();
        Unprivileged.onThisHost().own(place.directory());
        var binaries = prospect.choose().binaries();
        NewCluster.create(binaries, place.data(), order.system().superuser());
        order.enter(Phase.RECOVER);
        var server = started(binaries);
        dump.load(new LoadingServer(server, binaries, order, place.directory()));
        order.enter(Phase.READY);
        lookInto(server);
        var point = dump.recoveryPoint();
        order.note("loaded; the state is of " + point.time() + ", " + point.measuredBy());
        return PostgresInstance.of(server, order, point, order.backup().bytes());
    }

    private PostgresServer started(PostgresBinaries binaries) {
        var server = place.start(binaries, LoadingSettings.of(binaries.major()));
        if (!server.awaitReady(order.deadline()::passed)) {
            order.deadline().check("starting an empty server");
            server.log().forEach(order::note);
            // There is nothing of the backup in it yet.
            throw new Inconclusive(ServerLog.of(server.log())
                    .failure("starting an empty server")
                    .getMessage());
        }
        return server;
    }

    /** What only the database itself tells of what this host must have. */
    private void lookInto(PostgresServer server) {
        var database = order.system().database();
        try (var connection = server.superuser(database)) {
            // What the dump puts into its search path must not stand in for what a superuser asks.
            connection.setSchema("pg_catalog");
            host.require(prospect.recovered(connection), order);
        } catch (SQLException e) {
            throw Refusal.of(e, database);
        }
    }
}
