package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.RuledDatabase;
import java.sql.SQLException;
import java.util.Map;

/**
 * One look at each row of a database, whose result several rules share; nobody may change the database meanwhile. It is
 * taken when the first of these rules is evaluated, and holds no rows, only what was found.
 */
public final class SharedScan {
    private RuledDatabase database;
    private Map<CatalogRule, KeptPromises> found;

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        tally.add(inspected.scan().of(inspected.database()).get(inspected.rule()));
    }

    private synchronized Map<CatalogRule, KeptPromises> of(RuledDatabase looked) throws SQLException {
        if (looked != database) {
            found = new RowScan(looked).run();
            database = looked;
        }
        return found;
    }
}
