package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Sample;
import java.sql.SQLException;
import java.util.List;

/**
 * What names a row of a table in a message: its primary key, else its place.
 *
 * @param columns quoted names
 */
record TableKey(List<String> columns) {
    private static final String COLUMNS =
            """
            SELECT pg_catalog.quote_ident(a.attname) FROM pg_constraint c
            CROSS JOIN LATERAL pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (number, position)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
            WHERE c.conrelid = %d AND c.contype = 'p' ORDER BY k.position""";

    /** @param partitioned whether rows of several tables may have the same place */
    static TableKey of(SessionSupply sessions, long table, boolean partitioned) throws SQLException {
        var columns = sessions.rows(COLUMNS.formatted(table)).stream()
                .map(row -> row.get(0))
                .toList();
        if (!columns.isEmpty()) {
            return new TableKey(columns);
        }
        return new TableKey(partitioned ? List.of("tableoid::regclass", "ctid") : List.of("ctid"));
    }

    /** The columns as a query's alias has them. */
    List<String> of(String alias) {
        return columns.stream().map(column -> alias + "." + column).toList();
    }

    /** {@code id}, or {@code (order_id, line)}. */
    String label() {
        return Sample.inBrackets(columns);
    }
}
