package dev.firedrill.postgres;

import java.sql.SQLException;
import java.util.List;

/** What the catalog says of the primary key of a table, whatever its rows are like. */
record KeyPromises(Relation table) {
    /** Names the table as text, so that the same query can be asked of another restore. */
    private static final String BROKEN =
            """
            SELECT said.broken FROM pg_constraint c LEFT JOIN pg_index i ON i.indexrelid = c.conindid
            CROSS JOIN LATERAL (VALUES
                (c.convalidated, 'the constraint is not validated'), (i.indisvalid, 'its index is not valid'),
                (i.indisready, 'its index is not ready'), (i.indislive, 'its index is not live'),
                (i.indisunique, 'its index is not unique'), (i.indisprimary, 'its index is not marked as primary')
            ) AS said (holds, broken)
            WHERE c.conrelid = %1$s::regclass AND c.contype = 'p' AND said.holds IS NOT TRUE
            UNION ALL
            SELECT a.attname || ' is not declared NOT NULL' FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
            WHERE c.conrelid = %1$s::regclass AND c.contype = 'p' AND NOT a.attnotnull""";

    /** @throws ObjectMissing if there is none */
    String name(RuleSession session) throws SQLException, ObjectMissing {
        var names = session.rows("SELECT conname FROM pg_constraint WHERE conrelid = ? AND contype = 'p'", table.oid());
        if (names.isEmpty()) {
            throw ObjectMissing.primaryKey(table);
        }
        return names.get(0).get(0);
    }

    /** Those that do not hold, in words. */
    List<String> broken(RuleSession session) throws SQLException {
        return session.rowsOf(sql()).stream().map(row -> row.get(0)).toList();
    }

    /** Returns what does not hold, in one column: {@code broken}. */
    String sql() {
        return BROKEN.formatted("'" + table.sql().replace("'", "''") + "'");
    }
}
