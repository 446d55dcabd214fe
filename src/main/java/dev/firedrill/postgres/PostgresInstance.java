package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.Baseline;
import dev.firedrill.config.Depth;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.integrity.ScannedPages;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.AssertProvider;

/**
 * A restored PostgreSQL. Checks look at it through rules, or through JDBC as a role that cannot write.
 *
 * <pre>{@code
 * @Test
 * void every_order_belongs_to_a_customer(PostgresInstance orders) {
 *     assertThat(orders).table("orders").column("customer_id").references("customers", "id");
 * }
 * }</pre>
 */
public final class PostgresInstance implements Instance, RuledDatabase, AssertProvider<PostgresAssert> {
    private final RestoredServer server;
    private final String database;
    private final CheckRole role;
    private final RecoveryPoint recoveryPoint;
    private final RuleContext context;
    private final long bytes;
    private final Runnable looked;
    private final Deadline deadline;
    private final Baseline baseline;
    private final Optional<Path> inventory;
    private boolean matched;
    private Optional<LogPlace> endsAt = Optional.empty();
    private Optional<ScannedPages> pages = Optional.empty();

    private PostgresInstance(
            RestoredServer server,
            String database,
            CheckRole role,
            RecoveryPoint recoveryPoint,
            RuleContext context,
            long bytes,
            Runnable looked,
            Deadline deadline,
            Baseline baseline,
            Optional<Path> inventory) {
        this.server = server;
        this.database = database;
        this.role = role;
        this.recoveryPoint = recoveryPoint;
        this.context = context;
        this.bytes = bytes;
        this.looked = looked;
        this.deadline = deadline;
        this.baseline = baseline;
        this.inventory = inventory;
    }

    /**
     * Prepares a recovered server for checks: makes the role that they log in as.
     *
     * @param bytes how much was restored
     */
    public static PostgresInstance of(
            RestoredServer server, RestoreOrder order, RecoveryPoint recoveryPoint, long bytes) {
        var system = order.system();
        var role = CheckRole.create(server, system.database(), order.writable());
        var context = new RuleContext(
                        order.headline() + " restored to " + recoveryPoint.time(),
                        order.rules(),
                        Samples.of(system.place(), system.samples()),
                        order::lastPass)
                .with(KnownOffences.of(system).noting(order.state()))
                .with(order::counts);
        return new PostgresInstance(
                server,
                system.database(),
                role,
                recoveryPoint,
                context,
                bytes,
                order::lookedInto,
                order.deadline(),
                system.baseline(),
                order.inventory());
    }

    /** The same instance, whose pages were read before it was started for the last time. */
    public PostgresInstance afterReading(Optional<ScannedPages> scanned) {
        pages = scanned;
        return this;
    }

    /** The same instance, of which it is known where in the log it ends. */
    public PostgresInstance endingAt(Optional<LogPlace> place) {
        endsAt = place;
        return this;
    }

    @Override
    public Optional<LogPlace> endsAt() {
        return endsAt;
    }

    /**
     * What it must contain, as recorded from its source.
     *
     * @throws Inconclusive if there is none, or it is missing, or was altered
     */
    public Inventory inventory() {
        return Inventory.read(inventory.orElseThrow(() -> new Inconclusive(context.headline()
                + ": it is asked for the inventory of its system, which names none"
                + "\n  Remedy: add inventory: FILE to the system in firedrill.yaml, and record it with firedrill"
                + " inventory")));
    }

    @Override
    public Optional<ScannedPages> pages() {
        return pages;
    }

    @Override
    public void inspect(Depth depth) {
        if (depth.includes(Depth.STRUCTURE)) {
            // What is lost of the catalog keeps the rest from being told, and is told by itself.
            verifyAll(it -> it.hasSoundStructure().keeps(CatalogRule.OWN_ROWS));
        }
        if (depth.includes(Depth.CONTENT)) {
            if (inventory.isEmpty()) {
                throw new Inconclusive("depth [content] needs an inventory to compare every row with, and there is none"
                        + "\n  Remedy: name one with inventory: FILE, record it with firedrill inventory, and restore to"
                        + " it: restores: {monthly: [inventory]}; or set depth: structure");
            }
            matchesItsInventory();
        }
    }

    /** Everything in it is as its inventory recorded it; where that was seen when it was restored, it is not read again. */
    public void matchesItsInventory() {
        if (!matched) {
            assertThat().isIdenticalTo(inventory());
            matched = true;
        }
    }

    @Override
    public PostgresAssert assertThat() {
        return new PostgresAssert(this);
    }

    /**
     * Evaluates several rules and reports all that are broken at once.
     *
     * <pre>{@code
     * orders.verifyAll(db -> {
     *     db.table("orders").isNotEmpty();
     *     db.table("orders").column("customer_id").references("customers", "id");
     * });
     * }</pre>
     */
    public void verifyAll(Consumer<PostgresAssert> rules) {
        assertThat().verifyAll(rules);
    }

    /** Evaluates a set of rules and reports all that are broken at once. */
    public void verifyAll(RuleSet rules) {
        assertThat().verifyAll(rules);
    }

    /** A new connection as the role that checks have; the caller closes it. */
    @Override
    public Connection connect() throws SQLException {
        looked.run();
        return login();
    }

    private Connection login() throws SQLException {
        return server.login(database, role.name(), role.password());
    }

    @Override
    public RuleContext context() {
        return context;
    }

    @Override
    public Baseline baseline() {
        return baseline;
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return recoveryPoint;
    }

    @Override
    public void verify(List<String> queries) {
        // A restore is not over before the first query of a check could be answered.
        var all = new ArrayList<>(List.of("select 1"));
        all.addAll(queries);
        for (var query : all) {
            try (var connection = queries.contains(query) ? connect() : login();
                    var statement = connection.createStatement();
                    var rows = executed(statement, query)) {
                if (!rows.next()) {
                    throw new BackupUnusable(
                            context.headline() + "\nExpecting\n  " + query + "\nto return a row, but it returned none");
                }
            } catch (SQLException e) {
                deadline.check("verifying with [" + query + "]");
                throw ServerFault.of(e).failure("verifying with [" + query + "]");
            }
        }
    }

    /** A query that never ends must not hold the restore beyond its deadline. */
    private ResultSet executed(Statement statement, String query) throws SQLException {
        deadline.check("verifying with [" + query + "]");
        statement.setQueryTimeout(
                (int) Math.min(Integer.MAX_VALUE, deadline.remaining().toSeconds() + 1));
        return statement.executeQuery(query);
    }

    /** How a person connects; the password is in a file that only this user may read. */
    @Override
    public String connection() {
        reachable().write(role.password());
        return reachable().commandLine();
    }

    @Override
    public Map<String, String> address() {
        return reachable().toMap();
    }

    private PostgresAddress reachable() {
        return server.address(database, role.name());
    }

    @Override
    public String discarding() {
        return server.discarding();
    }

    @Override
    public List<String> log() {
        return server.log();
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
