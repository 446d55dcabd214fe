package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.Map;

/** Check constraints of tables. As in the engine, a condition that is NULL is kept. */
final class CheckConstraints implements PromiseSource {
    private static final String CHECKS =
            """
            SELECT k.conrelid, k.oid, pg_catalog.quote_ident(k.conname), pg_get_expr(k.conbin, k.conrelid), k.convalidated,
                coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
            FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid = ANY (%s) ORDER BY k.conrelid, 3""";

    /** Whether an expression calls what is not immutable in PostgreSQL itself, such as now(). */
    private static final String READS_THE_TIME =
            """
            SELECT k.conbin::text LIKE '%%{SQLVALUEFUNCTION%%' OR EXISTS (
                SELECT FROM pg_catalog.regexp_matches(k.conbin::text, ':(?:funcid|opfuncid) (\\d+)', 'g') AS called (id)
                JOIN pg_proc p ON p.oid = called.id[1]::oid
                WHERE p.provolatile <> 'i' AND p.pronamespace = 'pg_catalog'::regnamespace)
            FROM pg_constraint k WHERE k.oid = %d""";

    @Override
    public void addTo(Map<Long, PromisedTable> tables, SessionSupply sessions) throws SQLException {
        for (var row : sessions.rows(CHECKS.formatted(CatalogQuery.oids(tables.keySet())))) {
            var table = tables.get(Long.parseLong(row.get(0)));
            table.promises()
                    .add(Promise.check(
                            row.get(2) + " of " + table.name(),
                            "(" + row.get(3) + ") IS FALSE",
                            "",
                            Long.parseLong(row.get(1)),
                            Doubt.of(CatalogQuery.isTrue(row.get(4)), CatalogQuery.isTrue(row.get(5)))));
        }
    }

    /** What is to be thought of a promise once it is known to be broken. */
    static Doubt doubt(Promise promise, SessionSupply sessions) throws SQLException {
        if (promise.constraint() == 0 || !promise.doubt().equals(Doubt.NONE)) {
            return promise.doubt();
        }
        var changing = sessions.rows(READS_THE_TIME.formatted(promise.constraint()));
        return CatalogQuery.isTrue(changing.get(0).get(0)) ? Doubt.CHANGING : Doubt.NONE;
    }
}
