package dev.firedrill.aws.rds;

import dev.firedrill.aws.Account;
import dev.firedrill.aws.OwnResources;
import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.Refusal;
import dev.firedrill.process.OneTimePassword;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.time.Duration;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Restores one snapshot, or one moment of automated backups, into an instance in the isolated place. */
public final class RdsRestore {
    /** What the ledger calls it. */
    public static final String SERVICE = "rds";

    private final RestoreOrder order;
    private final RdsSource source;
    private final RdsPlace place;
    private final RdsClient rds;
    private final Isolation isolation;
    private final String account;
    private final OwnResources ours;

    /** @param ours hears of what is made, after it stands in the ledger and before it is asked for */
    public RdsRestore(RestoreOrder order, AwsClients clients, OwnResources ours) {
        this.order = order;
        this.source = RdsSource.of(order.source());
        this.place = RdsPlace.of(order.system().restorePlace(), order.source());
        this.rds = clients.rds();
        this.isolation = new Isolation(clients.ec2(), place, new Patience(order.deadline()));
        this.account = Account.of(clients);
        this.ours = ours;
    }

    /**
     * Sees that the keys of a system make sense, without asking AWS.
     *
     * @throws ConfigurationMistake if not
     */
    public static void validate(ProtectedSystem system) {
        RdsSource.of(system.backup());
        var place = RdsPlace.of(system.restorePlace(), system.backup());
        if (system.deadline().compareTo(place.life()) > 0) {
            throw new ConfigurationMistake(
                    system.place(),
                    "its deadline is longer than maxHours, after which any sweep may delete what is restored",
                    "raise maxHours under place:, or lower deadline:");
        }
        for (var copy : system.copies().values()) {
            RdsSource.of(copy);
            RdsPlace.of(system.restorePlace(), copy);
        }
    }

    /** The restored instance, ready for checks. */
    public PostgresInstance restore() {
        order.enter(Phase.PROVISION);
        requireDepth();
        order.note("security group " + isolation.requireClosed());
        var now = new RdsLimits(rds, place, order.deadline()).require(order.backup());
        long asked = System.nanoTime();
        var awaited = new Provisioning(order, source, place, rds, account, ours).make(now);
        var instance = awaited.until(
                it -> RdsState.AVAILABLE.equals(it.dbInstanceStatus()) && it.endpoint() != null,
                "waiting until the restored instance is available");
        order.note("available after " + since(asked));
        order.note("isolated: " + isolation.prove(instance));
        isolation.doubt().ifPresent(order::doubt);
        order.enter(Phase.RECOVER);
        var server = reachable(instance);
        order.enter(Phase.READY);
        if (place.reads()) {
            read(server, asked);
        }
        var point = recoveryPoint();
        order.note("recovered to " + point.time() + " (" + point.measuredBy() + ")");
        return PostgresInstance.of(server, order, point, bytes(server));
    }

    /** RDS lends no files: what would have to be read from them must not pass for sound. */
    private void requireDepth() {
        if (order.depth() != Depth.FILES) {
            throw new Inconclusive(
                    "depth [" + order.depth() + "] is asked for, and on RDS no page can be read but by queries"
                            + "\n  Remedy: leave depth out for this system, or restore a base backup of it elsewhere");
        }
    }

    private RdsServer reachable(DBInstance instance) {
        var password = OneTimePassword.random();
        var kept = KeptPassword.of(order.state(), instance.dbInstanceIdentifier());
        // A person who keeps the instance has it written; it goes with the instance.
        order.willMake(KeptPassword.KIND, kept.file().toString(), 0);
        MasterPassword.set(rds, instance.dbInstanceIdentifier(), password, new Patience(order.deadline()));
        var server = new RdsServer(
                instance.dbInstanceIdentifier(),
                instance.endpoint().address(),
                instance.endpoint().port(),
                instance.masterUsername(),
                password,
                place.authorities(),
                kept.file());
        MasterPassword.awaitLogin(server, order.system().database(), order.deadline());
        return server;
    }

    private void read(RdsServer server, long asked) {
        var database = order.system().database();
        try {
            var read = FirstRead.of(server, database, order.deadline());
            order.note("fully read after " + since(asked) + ": " + read);
            read.doubt().ifPresent(order::doubt);
        } catch (SQLException e) {
            throw Refusal.of(e, database);
        }
    }

    private long bytes(RdsServer server) {
        var database = order.system().database();
        try (var connection = server.owner(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_catalog.pg_database_size(current_database())")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw Refusal.of(e, database);
        }
    }

    private RecoveryPoint recoveryPoint() {
        var backup = order.backup();
        if (!AutomatedBackups.isOne(backup)) {
            return new RecoveryPoint(backup.madeAt(), "", "what RDS says of the snapshot", "");
        }
        return new RecoveryPoint(
                AutomatedBackups.moment(backup, order.target()), "", "the moment that RDS was asked for", "");
    }

    private static String since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s";
    }
}
