package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.ServerFault;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Records what a source contains, by reading it and nothing else: one snapshot, some connections, one scan of each table,
 * and a position of the log that is known to be that of the snapshot, or no inventory at all.
 *
 * @see QuietPrimary
 * @see PausedStandby
 */
public final class InventoryRecorder {
    private static final int OLDEST = 140_000;

    private final String system;
    private final SessionSource source;
    private final Duration wait;

    /**
     * @param system the system that it is recorded for
     * @param logins makes a connection to the source, to which a role that reads everything is enough
     * @param connections how many read at once
     * @param patience after how long one query is given up
     * @param wait how long a moment is waited for in which a primary stands still
     */
    public InventoryRecorder(
            String system, Callable<Connection> logins, int connections, Duration patience, Duration wait) {
        this.system = system;
        this.source = new SessionSource(() -> login(logins), connections, patience);
        this.wait = wait;
    }

    private static Connection login(Callable<Connection> logins) throws SQLException {
        try {
            return logins.call();
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }

    /**
     * Reads the source.
     *
     * @throws Inconclusive if it does not stand still, or something of it cannot be read
     */
    public Inventory record() {
        try (var leader = source.open();
                var probe = source.open()) {
            requireVersion(probe);
            var deadline = Deadline.in(wait);
            ExactMoments moments = probe.holds("SELECT pg_is_in_recovery()")
                    ? new PausedStandby(probe)
                    : new QuietPrimary(probe, deadline);
            while (true) {
                var moment = moments.begin(leader);
                try {
                    var inventory = read(moment, moments, leader, probe);
                    leader.end();
                    moments.confirm(moment);
                    return inventory;
                } catch (Changed e) {
                    leader.end();
                    if (deadline.passed()) {
                        throw new Inconclusive("no inventory: " + e.getMessage() + " while it was read"
                                + "\n  Remedy: record it on a standby whose replay is paused, or while nobody changes"
                                + " the schema, truncates or rewrites tables");
                    }
                }
            }
        } catch (SQLException e) {
            throw failure("reading the source", e);
        }
    }

    private Inventory read(Moment moment, ExactMoments moments, PinnedSession leader, PinnedSession probe)
            throws SQLException, Changed {
        var snapshot = leader.exportSnapshot();
        var stamps = SchemaReading.stamps(leader);
        var objects = objects(snapshot);
        requireSame(stamps, probe);
        var tables = TableFacts.all(leader);
        var contents = contents(snapshot, tables, moments.isLiving());
        requireSame(stamps, probe);
        var digests = contents.digests(any -> true);
        return new Inventory(
                origin(moment, probe),
                tables.stream()
                        .map(table -> new TableContent(
                                table.name(),
                                table.unlogged(),
                                table.ancestors(),
                                digests.getOrDefault(table.name(), RowDigest.EMPTY),
                                contents.obstacle(table.name())))
                        .toList(),
                moment.sequences(),
                digests.get(TableFacts.largeObjects().name()),
                objects);
    }

    private List<SchemaObject> objects(String snapshot) throws SQLException {
        try (var session = source.open()) {
            session.begin(snapshot);
            return SchemaReading.objects(session);
        }
    }

    private Contents contents(String snapshot, List<TableFacts> tables, boolean living) throws SQLException, Changed {
        var wanted = new ArrayList<>(
                tables.stream().filter(table -> !table.unlogged()).toList());
        wanted.add(TableFacts.largeObjects());
        var contents = Contents.read(source, snapshot, wanted, living);
        for (var failure : contents.failures().entrySet()) {
            if (failure.getValue() instanceof TableFacts.Rewritten) {
                throw new Changed(failure.getValue().getMessage());
            }
            // Nobody can change that a row has no text: the other tables are worth an inventory all the same.
            if (!ServerFault.of(failure.getValue()).isTooLarge()
                    || failure.getKey().equals(TableFacts.largeObjects().name())) {
                throw failure("reading  " + failure.getKey(), failure.getValue());
            }
        }
        return contents;
    }

    private static void requireSame(List<List<String>> stamps, PinnedSession probe) throws SQLException, Changed {
        var now = new ArrayList<>(SchemaReading.stamps(probe));
        if (!now.equals(stamps)) {
            now.removeAll(stamps);
            throw new Changed("the schema of the source changed"
                    + (now.isEmpty() ? "" : " (" + now.get(0).get(0) + ")"));
        }
    }

    private InventoryOrigin origin(Moment moment, PinnedSession probe) throws SQLException {
        return new InventoryOrigin(
                system,
                probe.text("SELECT current_database()"),
                probe.text("SELECT system_identifier FROM pg_control_system()"),
                moment.timeline(),
                moment.lsn(),
                moment.time(),
                probe.text("SHOW server_version"),
                moment.how());
    }

    private static void requireVersion(PinnedSession probe) throws SQLException {
        if (Integer.parseInt(probe.text("SHOW server_version_num")) < OLDEST) {
            throw new Inconclusive("no inventory: the source is PostgreSQL " + probe.text("SHOW server_version")
                    + ", and 14 is the oldest that is read");
        }
    }

    private static Inconclusive failure(String doing, SQLException e) {
        var fault = ServerFault.of(e);
        var remedy = "42501".equals(fault.state())
                ? "the role must read everything: grant pg_read_all_data to it, and BYPASSRLS where row security is on"
                : fault.remedy();
        return new Inconclusive(
                "no inventory: %s: %s %s".formatted(doing, fault.state(), fault.message())
                        + (remedy.isEmpty() ? "" : "\n  Remedy: " + remedy),
                e);
    }

    /** The source is not what it was at the moment that was found. */
    private static final class Changed extends Exception {
        private static final long serialVersionUID = 1L;

        Changed(String how) {
            super(how);
        }
    }
}
