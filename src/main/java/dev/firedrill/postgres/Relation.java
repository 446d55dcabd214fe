package dev.firedrill.postgres;

import java.util.Locale;

/**
 * A table as the catalog knows it. Its rows are those of the tables that inherit from it, too, as SQL has it.
 *
 * @param sql its name, quoted and qualified where that is needed
 * @param name its name without a schema, quoted where that is needed
 * @param kind as in {@code pg_class.relkind}: r, p, v, m
 * @param logged whether changes of it are written to WAL
 * @param pages how large it was when it was last looked at; 0 if nobody knows
 * @param heirs whether there are, or were, tables that inherit from it or partitions
 * @param only whether tables that inherit from it are left out
 * @param key what tells its rows apart: the primary key, else the place of the row, else nothing
 */
record Relation(
        long oid,
        String sql,
        String name,
        char kind,
        boolean logged,
        long pages,
        boolean heirs,
        boolean only,
        RowKey key) {
    /** What stands after FROM. */
    String from() {
        return only ? "ONLY " + sql : sql;
    }

    /** Its own rows alone; a partitioned table has none, and stays whole. */
    Relation alone() {
        return kind == 'r' && heirs ? new Relation(oid, sql, name, kind, logged, pages, true, true, ownKey()) : this;
    }

    private RowKey ownKey() {
        return key.equals(RowKey.PLACE_OF_MANY) ? RowKey.PLACE : key;
    }

    /**
     * Its rows, for an expression that a user wrote. OFFSET 0 keeps the planner from moving it into the table's scan,
     * where it would fold {@code id IS NULL} to false on a column that is declared NOT NULL.
     */
    String fenced() {
        return "(SELECT %s* FROM %s OFFSET 0) AS %s".formatted(key.hidden(), from(), name);
    }

    /** @param part a condition that picks rows */
    String fenced(String part) {
        return "(SELECT * FROM %s WHERE %s OFFSET 0) AS %s".formatted(from(), part, name);
    }

    /** A short alias: its first letter. */
    String alias() {
        var first =
                name.substring(name.startsWith("\"") ? 1 : 0).substring(0, 1).toLowerCase(Locale.ROOT);
        return first.matches("[a-z]") ? first : "t";
    }

    /** A short alias that differs from that of another table in the same query. */
    String aliasBeside(Relation other) {
        return alias().equals(other.alias()) ? alias() + "2" : alias();
    }
}
