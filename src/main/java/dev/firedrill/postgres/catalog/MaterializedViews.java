package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;

/** Looks for materialized views that hold nothing, not even an empty result. */
final class MaterializedViews {
    private static final String FROM = "FROM pg_class c WHERE c.relkind = 'm' AND " + CatalogQuery.OF_USERS;

    private MaterializedViews() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        CatalogLook.count(inspected, tally, "SELECT count(*) " + FROM);
        CatalogLook.tell(
                inspected,
                tally,
                Verdict.FAIL,
                "SELECT c.oid::regclass::text || ': not populated' " + FROM + " AND NOT c.relispopulated ORDER BY 1");
    }
}
