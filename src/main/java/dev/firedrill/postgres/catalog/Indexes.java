package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;

/** Looks for indexes that the server does not use, or does not keep up. */
final class Indexes {
    private static final String FROM =
            """
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid WHERE %s"""
                    .formatted(CatalogQuery.OF_USERS);

    private static final String OFFENCES =
            """
            SELECT x.oid::regclass::text || ' of ' || c.oid::regclass::text || ': ' || pg_catalog.concat_ws(', ',
                CASE WHEN NOT i.indisvalid AND x.relkind = 'I' THEN 'not valid, since some partition has no such index'
                     WHEN NOT i.indisvalid THEN 'not valid' END,
                CASE WHEN NOT i.indisready THEN 'not ready' END, CASE WHEN NOT i.indislive THEN 'not live' END)
            """
                    + FROM + " AND NOT (i.indisvalid AND i.indisready AND i.indislive) ORDER BY 1";

    private Indexes() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        CatalogLook.count(inspected, tally, "SELECT count(*) " + FROM);
        CatalogLook.tell(inspected, tally, Verdict.FAIL, OFFENCES);
    }
}
