package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What domains promise of the columns that have them, or arrays of them. */
final class DomainConstraints implements PromiseSource {
    private static final String CONSTRAINTS =
            """
            WITH RECURSIVE chain AS (
                SELECT oid AS type, oid AS domain FROM pg_type WHERE typtype = 'd'
                UNION ALL SELECT c.type, b.oid FROM chain c JOIN pg_type t ON t.oid = c.domain
                JOIN pg_type b ON b.oid = t.typbasetype WHERE b.typtype = 'd')
            SELECT c.type, format_type(c.domain, NULL), k.oid, pg_catalog.quote_ident(k.conname), pg_get_expr(k.conbin, 0), k.convalidated
            FROM chain c JOIN pg_constraint k ON k.contypid = c.domain WHERE k.contype = 'c'
            UNION ALL
            SELECT c.type, format_type(c.domain, NULL), 0, '', '', true
            FROM chain c JOIN pg_type t ON t.oid = c.domain WHERE t.typnotnull ORDER BY 1, 2, 4""";

    private static final String COLUMNS =
            """
            SELECT a.attrelid, pg_catalog.quote_ident(a.attname), CASE WHEN t.typtype = 'd' THEN t.oid ELSE e.oid END, t.typtype <> 'd'
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            WHERE a.attrelid = ANY (%s) AND a.attnum > 0 AND NOT a.attisdropped AND (t.typtype = 'd' OR e.typtype = 'd')
            ORDER BY a.attrelid, a.attnum""";

    private Map<String, List<Constraint>> constraints;

    /** @param check the condition on VALUE; empty for NOT NULL */
    private record Constraint(String domain, long oid, String name, String check, Doubt doubt) {}

    @Override
    public void addTo(Map<Long, PromisedTable> tables, SessionSupply sessions) throws SQLException {
        if (constraints == null) {
            constraints = read(sessions);
        }
        if (constraints.isEmpty()) {
            return;
        }
        for (var row : sessions.rows(COLUMNS.formatted(CatalogQuery.oids(tables.keySet())))) {
            var table = tables.get(Long.parseLong(row.get(0)));
            for (var constraint : constraints.getOrDefault(row.get(2), List.of())) {
                table.promises().add(promise(table, row.get(1), constraint, CatalogQuery.isTrue(row.get(3))));
            }
        }
    }

    private static Map<String, List<Constraint>> read(SessionSupply sessions) throws SQLException {
        var read = new HashMap<String, List<Constraint>>();
        for (var row : sessions.rows(CONSTRAINTS)) {
            read.computeIfAbsent(row.get(0), domain -> new ArrayList<>())
                    .add(new Constraint(
                            row.get(1),
                            Long.parseLong(row.get(2)),
                            row.get(3),
                            row.get(4),
                            Doubt.of(CatalogQuery.isTrue(row.get(5)), true)));
        }
        return read;
    }

    private static Promise promise(PromisedTable table, String column, Constraint constraint, boolean array) {
        var of = " of domain " + constraint.domain() + " for " + table.name() + "." + column;
        if (constraint.check().isEmpty()) {
            return array
                    ? Promise.check("NOT NULL" + of, elements(column, "num_nulls(d.value) > 0"), "", 0, Doubt.NONE)
                    : Promise.notNull(
                            table.name() + "." + column + " of domain " + constraint.domain(), column, Doubt.NONE);
        }
        // The server writes VALUE for what is checked, which reads as the name of a column as well.
        var broken = "(" + constraint.check() + ") IS FALSE";
        var breach =
                array ? elements(column, broken) : "(SELECT " + broken + " FROM (SELECT " + column + " AS value) AS d)";
        return Promise.check(constraint.name() + of, breach, "", constraint.oid(), constraint.doubt());
    }

    private static String elements(String column, String broken) {
        return "EXISTS (SELECT FROM pg_catalog.unnest(" + column + ") AS d (value) WHERE " + broken + ")";
    }
}
