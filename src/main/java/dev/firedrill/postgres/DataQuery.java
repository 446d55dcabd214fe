package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Inspection;
import java.sql.SQLException;

/** Looks at the data of one table, in a session of its own. */
@FunctionalInterface
interface DataQuery {
    Finding find(RuleSession session, Catalog catalog, Relation table) throws SQLException, ObjectMissing;

    /** This query as an inspection; what the server refuses becomes a finding. */
    default Inspection on(RuledDatabase database, String table) {
        return () -> {
            try (var session = RuleSession.open(database)) {
                return in(session, table);
            } catch (SQLException e) {
                return ServerFault.of(e).finding(table);
            }
        };
    }

    private Finding in(RuleSession session, String table) {
        var catalog = new Catalog(session);
        try {
            return find(session, catalog, catalog.relation(table));
        } catch (ObjectMissing e) {
            return Finding.ofMissingObject(e.getMessage());
        } catch (SQLException e) {
            return ServerFault.of(e).finding(catalog.found().isEmpty() ? table : catalog.found());
        }
    }
}
