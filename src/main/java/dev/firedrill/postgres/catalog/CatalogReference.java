package dev.firedrill.postgres.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns of one system catalog whose values are keys of rows of another one.
 *
 * @param name what rows of the catalog are called by, in SQL
 * @param array whether the last column holds several values
 * @param optional whether 0 stands for none
 */
record CatalogReference(
        String catalog,
        List<String> columns,
        String name,
        String target,
        List<String> keys,
        boolean array,
        boolean optional) {
    private static final int MOST = 20;

    /** @param row as pg_get_catalog_foreign_keys() tells of it, names of columns with commas */
    static CatalogReference of(List<String> row, String name) {
        return new CatalogReference(
                row.get(0),
                Arrays.asList(row.get(1).split(",")),
                name,
                row.get(2),
                Arrays.asList(row.get(3).split(",")),
                CatalogQuery.isTrue(row.get(4)),
                CatalogQuery.isTrue(row.get(5)));
    }

    /** A query for values whose rows are missing; a relation that is lost may be known by the name of its type. */
    String offences() {
        int last = columns.size() - 1;
        var values = IntStream.rangeClosed(0, last)
                .mapToObj(i -> i == last && array
                        ? "pg_catalog.unnest(%1$s) AS %1$s".formatted(columns.get(i))
                        : columns.get(i))
                .collect(Collectors.joining(", "));
        var matched = IntStream.rangeClosed(0, last)
                .mapToObj(i -> "p.%s = f.%s".formatted(keys.get(i), columns.get(i)))
                .collect(Collectors.joining(" AND "));
        var given = columns.stream()
                .map(column -> "f." + column + (optional ? " <> 0" : " IS NOT NULL"))
                .collect(Collectors.joining(" AND "));
        var row = columns.stream().map(column -> "f." + column).collect(Collectors.joining(", "));
        return ("SELECT '%s' || coalesce(' of ' || nullif(pg_catalog.min(f.called::text), ''), '')"
                        + " || CASE WHEN count(*) > 1 THEN ' and ' || count(*) - 1 || ' more' ELSE '' END"
                        + " || ': %s has no row ' || pg_catalog.concat_ws(', ', %s) || %s"
                        + " FROM (SELECT %s, %s AS called FROM pg_catalog.%s) f"
                        + " WHERE %s AND NOT EXISTS (SELECT FROM pg_catalog.%s p WHERE %s) GROUP BY %s ORDER BY 1 LIMIT %d")
                .formatted(this, target, row, known(), values, name, catalog, given, target, matched, row, MOST);
    }

    private String known() {
        return target.equals("pg_class")
                ? "coalesce((SELECT ' (' || t.typname || ')' FROM pg_catalog.pg_type t WHERE t.typrelid = f.%s AND t.typrelid <> 0), '')"
                        .formatted(columns.get(0))
                : "''";
    }

    @Override
    public String toString() {
        return catalog + "." + String.join(", ", columns);
    }
}
