package dev.firedrill.postgres.catalog;

import java.util.Collection;
import java.util.stream.Collectors;

/** What queries of the system catalog have in common. */
final class CatalogQuery {
    /** Schemas of PostgreSQL itself, and tables of sessions that are over. Of {@code pg_class} as c. */
    static final String OF_USERS =
            """
            c.relpersistence <> 't' AND c.relnamespace NOT IN (
                SELECT oid FROM pg_namespace WHERE nspname = 'information_schema' OR pg_catalog.starts_with(nspname, 'pg_'))""";

    private CatalogQuery() {}

    /** These, as an array of SQL. */
    static String oids(Collection<Long> oids) {
        return oids.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::oid[]"));
    }

    /** What the driver gives for a boolean. */
    static boolean isTrue(String value) {
        return "t".equals(value);
    }
}
