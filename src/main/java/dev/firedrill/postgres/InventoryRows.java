package dev.firedrill.postgres;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.postgres.inventory.InventoryComparison;
import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

/**
 * The rows of one table, beside those of an inventory.
 *
 * @param written the table as a user wrote it
 */
record InventoryRows(String written, Inventory inventory) {
    /** The first is the table itself, which may have no rows of its own. */
    private static final String FAMILY =
            """
            WITH RECURSIVE family (id) AS (
                SELECT ?::oid UNION SELECT i.inhrelid FROM pg_inherits i JOIN family f ON f.id = i.inhparent)
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), c.relkind IN ('r', 'm'), c.oid = ?
            FROM family f JOIN pg_class c ON c.oid = f.id JOIN pg_namespace n ON n.oid = c.relnamespace ORDER BY 3 DESC, 1""";

    /** @param bounds how many rows more or fewer there may be */
    DataQuery count(Bounds bounds) {
        return (session, catalog, table) -> {
            var names = names(session, table);
            var comparison = InventoryComparison.of(inventory, session.database(), names);
            var expected = comparison.countable(written, names);
            return expected.holds()
                    ? Tally.of(Count.ofRows(table, "count(*)"), (counted, reading) -> finding(
                                    table, counted.get(0).number(0), names, bounds)
                            .note(comparison.note()))
                    : Tally.known(expected);
        };
    }

    private Finding finding(Relation table, long rows, List<String> names, Bounds bounds) {
        long expected = inventory.rowsOf(names);
        return Finding.ofOffences(Math.abs(rows - expected), bounds)
                .found("it has " + Numbers.text(rows) + ", and the inventory " + Numbers.text(expected))
                .sql("SELECT count(*) FROM " + table.from() + ";");
    }

    DataQuery same() {
        return (session, catalog, table) -> {
            var names = names(session, table);
            return Tally.known(
                    InventoryComparison.of(inventory, session.database(), names).rows(written, names));
        };
    }

    /** Of the tables whose rows are those of this one: partitions that are gone took their rows along, and count. */
    private List<String> names(RuleSession session, Relation table) throws SQLException {
        var family = session.rows(FAMILY, table.oid(), table.oid());
        var own = family.get(0).get(0);
        if (table.only()) {
            return List.of(own);
        }
        var names = new TreeSet<>(inventory.family(own));
        family.stream()
                .filter(row -> row.get(1).equals("t"))
                .map(row -> row.get(0))
                .forEach(names::add);
        return List.copyOf(names);
    }
}
