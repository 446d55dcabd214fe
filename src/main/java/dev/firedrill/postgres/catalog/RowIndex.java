package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Sample;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An index that keeps the rows of a table apart, as the catalog describes it; it is never asked for rows.
 *
 * @param name as messages have it: {@code customers_email_key of customers}
 * @param nullsDistinct whether a row with a NULL in its key is apart from all others
 * @param predicate which rows it is about; empty for all
 */
record RowIndex(
        String name,
        long tableOid,
        String table,
        boolean valid,
        boolean nullsDistinct,
        String predicate,
        List<KeyColumn> columns) {

    private static final String INDEXES =
            """
            SELECT i.indexrelid, pg_catalog.quote_ident(x.relname), i.indrelid, i.indrelid::regclass::text,
                i.indisvalid AND i.indisready AND i.indislive,
                coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
                coalesce(pg_get_expr(i.indpred, i.indrelid), '')
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
            WHERE %s AND x.relkind = 'i' AND (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated)
            AND %s ORDER BY 4, 2""";

    private static final String COLUMNS =
            """
            SELECT i.indexrelid, pg_get_indexdef(i.indexrelid, k.n, false),
                coalesce(pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(cl.collname), ''),
                'OPERATOR(' || pg_catalog.quote_ident(pn.nspname) || '.' || op.oprname || ')',
                coalesce(op.oid = ds.amopopr, false), op.oid = 'pg_catalog.&&(anyrange,anyrange)'::regoperator
            FROM pg_index i
            CROSS JOIN LATERAL generate_series(1, i.indnkeyatts) AS k (n)
            LEFT JOIN pg_constraint e ON e.conindid = i.indexrelid AND e.conexclop IS NOT NULL
            JOIN pg_opclass oc ON oc.oid = i.indclass[k.n - 1]
            LEFT JOIN pg_amop ao ON ao.amopfamily = oc.opcfamily AND ao.amopmethod = 403 AND ao.amopstrategy = 3
                AND ao.amoplefttype = oc.opcintype AND ao.amoprighttype = oc.opcintype
            LEFT JOIN pg_opclass dc ON dc.opcmethod = 403 AND dc.opcdefault AND dc.opcintype = oc.opcintype
            LEFT JOIN pg_amop ds ON ds.amopfamily = dc.opcfamily AND ds.amopmethod = 403 AND ds.amopstrategy = 3
                AND ds.amoplefttype = dc.opcintype AND ds.amoprighttype = dc.opcintype
            LEFT JOIN pg_operator op ON op.oid = coalesce(e.conexclop[k.n], ao.amopopr)
            LEFT JOIN pg_namespace pn ON pn.oid = op.oprnamespace
            LEFT JOIN pg_collation cl ON cl.oid = i.indcollation[k.n - 1]
            LEFT JOIN pg_namespace cn ON cn.oid = cl.collnamespace
            WHERE %s ORDER BY i.indexrelid, k.n""";

    /** @param condition which indexes, of {@code pg_index} as i */
    static List<RowIndex> all(SessionSupply sessions, String condition) throws SQLException {
        var columns = new LinkedHashMap<String, List<KeyColumn>>();
        for (var row : sessions.rows(COLUMNS.formatted(condition))) {
            columns.computeIfAbsent(row.get(0), index -> new ArrayList<>())
                    .add(new KeyColumn(
                            row.get(1),
                            row.get(2),
                            row.get(3),
                            CatalogQuery.isTrue(row.get(4)),
                            CatalogQuery.isTrue(row.get(5))));
        }
        return sessions.rows(INDEXES.formatted(condition, CatalogQuery.OF_USERS)).stream()
                .map(row -> of(row, columns.getOrDefault(row.get(0), List.of())))
                .toList();
    }

    private static RowIndex of(List<String> row, List<KeyColumn> columns) {
        return new RowIndex(
                row.get(1) + " of " + row.get(3),
                Long.parseLong(row.get(2)),
                row.get(3),
                CatalogQuery.isTrue(row.get(4)),
                !CatalogQuery.isTrue(row.get(5)),
                row.get(6),
                columns);
    }

    Doubt doubt() {
        return valid ? Doubt.NONE : Doubt.INVALID_INDEX;
    }

    /** Names of the key's columns in what {@link #rows} selects. */
    List<String> keys() {
        return IntStream.rangeClosed(1, columns.size())
                .mapToObj(n -> "key_" + n)
                .toList();
    }

    /** What the key is, for people: {@code (lower(email), shop)}. */
    String label() {
        return Sample.inBrackets(columns.stream().map(KeyColumn::expression).toList());
    }

    /**
     * A subquery with the key of each row. OFFSET 0 keeps the planner from making use of what the catalog promises of
     * these columns.
     *
     * @param more further columns of the table
     */
    String rows(List<String> more) {
        var selected = new ArrayList<>(more);
        IntStream.range(0, columns.size())
                .forEach(n -> selected.add(columns.get(n).sql() + " AS " + keys().get(n)));
        return "(SELECT %s FROM ONLY %s%s OFFSET 0)"
                .formatted(String.join(", ", selected), table, predicate.isEmpty() ? "" : " WHERE " + predicate);
    }

    /** A condition on rows a and b: the index would not let both in. */
    String conflict() {
        return IntStream.range(0, columns.size())
                .mapToObj(n -> conflict("key_" + (n + 1), columns.get(n).operator()))
                .collect(Collectors.joining(" AND "));
    }

    private String conflict(String key, String operator) {
        var equal = "a.%1$s %2$s b.%1$s".formatted(key, operator);
        return nullsDistinct ? equal : "(%s OR num_nulls(a.%2$s, b.%2$s) = 2)".formatted(equal, key);
    }
}
