package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads all foreign keys. Those of partitions that come from the partitioned table are part of its own. */
final class ForeignKeyQuery {
    private static final String KEYS =
            """
            SELECT k.oid, pg_catalog.quote_ident(k.conname), k.conrelid, k.conrelid::regclass::text, c.relkind = 'p',
                k.confrelid::regclass::text, p.relkind = 'p', k.confmatchtype = 'f', k.convalidated,
                coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true),
                coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_class p ON p.oid = k.confrelid
            WHERE k.contype = 'f' AND k.conparentid = 0 AND %s ORDER BY 4, 2"""
                    .formatted(CatalogQuery.OF_USERS);

    private static final String COLUMNS =
            """
            SELECT k.oid, pg_catalog.quote_ident(c.attname), pg_catalog.quote_ident(p.attname),
                'OPERATOR(' || pg_catalog.quote_ident(n.nspname) || '.' || o.oprname || ')',
                CASE WHEN p.attcollation <> c.attcollation
                    THEN pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname) ELSE '' END
            FROM pg_constraint k
            CROSS JOIN LATERAL unnest(k.conkey, k.confkey, k.conpfeqop) WITH ORDINALITY AS u (child, parent, operator, n)
            JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = u.child
            JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = u.parent
            JOIN pg_operator o ON o.oid = u.operator JOIN pg_namespace n ON n.oid = o.oprnamespace
            LEFT JOIN pg_collation l ON l.oid = p.attcollation LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
            WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY k.oid, u.n""";

    private ForeignKeyQuery() {}

    static List<ForeignKey> all(SessionSupply sessions) throws SQLException {
        var columns = new LinkedHashMap<String, List<ForeignKey.Column>>();
        for (var row : sessions.rows(COLUMNS)) {
            columns.computeIfAbsent(row.get(0), key -> new ArrayList<>())
                    .add(new ForeignKey.Column(row.get(1), row.get(2), row.get(3), row.get(4)));
        }
        return sessions.rows(KEYS).stream()
                .map(row -> of(row, columns.getOrDefault(row.get(0), List.of())))
                .toList();
    }

    private static ForeignKey of(List<String> row, List<ForeignKey.Column> columns) {
        boolean partitioned = CatalogQuery.isTrue(row.get(4));
        return new ForeignKey(
                row.get(1) + " of " + row.get(3),
                Long.parseLong(row.get(2)),
                row.get(3),
                partitioned,
                rows(row.get(3), partitioned),
                row.get(5),
                rows(row.get(5), CatalogQuery.isTrue(row.get(6))),
                CatalogQuery.isTrue(row.get(7)),
                CatalogQuery.isTrue(row.get(10)),
                Doubt.of(CatalogQuery.isTrue(row.get(8)), CatalogQuery.isTrue(row.get(9))),
                columns);
    }

    /** What inherits from a table is not meant by its foreign keys; its partitions are. */
    private static String rows(String table, boolean partitioned) {
        return partitioned ? table : "ONLY " + table;
    }
}
