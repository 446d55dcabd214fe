package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;

/** Looks for extensions that this host does not have, or not in the version of the database. */
final class Extensions {
    private static final String OFFENCES =
            """
            SELECT pg_catalog.quote_ident(e.extname) || ' ' || e.extversion || ': ' || CASE WHEN a.name IS NULL THEN 'not on this host'
                ELSE 'this host has version ' || a.default_version END
            FROM pg_extension e LEFT JOIN pg_available_extensions a ON a.name = e.extname
            WHERE NOT EXISTS (
                SELECT FROM pg_available_extension_versions v WHERE v.name = e.extname AND v.version = e.extversion)
            ORDER BY 1""";

    private Extensions() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        CatalogLook.count(inspected, tally, "SELECT count(*) FROM pg_extension");
        CatalogLook.tell(inspected, tally, Verdict.WARN, OFFENCES);
    }
}
