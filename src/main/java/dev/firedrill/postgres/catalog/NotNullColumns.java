package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.Map;

/** Columns that are NOT NULL, and those of primary keys. */
final class NotNullColumns implements PromiseSource {
    /** Of version 18 on, NOT NULL has a constraint, which may be NOT VALID. */
    private static final String COLUMNS =
            """
            SELECT a.attrelid, pg_catalog.quote_ident(a.attname), n.oid IS NULL
            FROM pg_attribute a
            LEFT JOIN pg_constraint p ON p.contype = 'p' AND p.conrelid = a.attrelid
            LEFT JOIN pg_constraint n ON n.contype = 'n' AND n.conrelid = a.attrelid AND n.conkey[1] = a.attnum
                AND NOT n.convalidated
            WHERE a.attrelid = ANY (%s) AND a.attnum > 0 AND NOT a.attisdropped
            AND (a.attnotnull OR a.attnum = ANY (p.conkey)) ORDER BY a.attrelid, a.attnum""";

    @Override
    public void addTo(Map<Long, PromisedTable> tables, SessionSupply sessions) throws SQLException {
        for (var row : sessions.rows(COLUMNS.formatted(CatalogQuery.oids(tables.keySet())))) {
            var table = tables.get(Long.parseLong(row.get(0)));
            var doubt = CatalogQuery.isTrue(row.get(2)) ? Doubt.NONE : Doubt.NOT_VALID;
            table.promises().add(Promise.notNull(table.name() + "." + row.get(1), row.get(1), doubt));
        }
    }
}
