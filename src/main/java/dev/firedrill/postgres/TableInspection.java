package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import java.sql.SQLException;

/**
 * Looks at the data of one table, in a session of its own.
 *
 * @param database null in a rule that was recorded for any database
 * @param table as it was written
 * @param only whether tables that inherit from it are left out
 */
record TableInspection(RuledDatabase database, String table, boolean only, DataQuery query)
        implements DatabaseInspection {
    @Override
    public TableInspection of(RuledDatabase other) {
        return new TableInspection(other, table, only, query);
    }

    @Override
    public Finding inspect() {
        try (var session = RuleSession.open(database)) {
            return in(session);
        } catch (SQLException e) {
            return ServerFault.of(e).finding(table);
        }
    }

    /** What the server refuses becomes a finding. */
    Finding in(RuleSession session) {
        var catalog = new Catalog(session);
        try {
            return ask(session, catalog).find(session);
        } catch (ObjectMissing e) {
            return Finding.ofMissingObject(e.getMessage());
        } catch (SQLException e) {
            return ServerFault.of(e).finding(catalog.found().isEmpty() ? table : catalog.found());
        }
    }

    Tally ask(RuleSession session, Catalog catalog) throws SQLException, ObjectMissing {
        var relation = catalog.relation(table);
        if (only && relation.kind() == 'p') {
            return Tally.known(Finding.unknown(
                    relation.sql() + " is partitioned: without its partitions it has no rows, so nothing can be told of"
                            + " them",
                    null));
        }
        return query.ask(session, catalog, only ? relation.alone() : relation);
    }
}
