package dev.firedrill.postgres.inventory;

import java.sql.SQLException;
import java.util.List;

/**
 * A table whose rows can be read, or whose rows do not survive.
 *
 * @param name quoted and with its schema
 * @param unlogged whether its rows do not survive a recovery
 * @param file the number of its file, which is another once it is truncated or rewritten
 * @param blocks how large it is; 0 where it cannot be read in stretches
 * @param ancestors the tables that it inherits from or is a partition of, however far up
 */
record TableFacts(long oid, String name, boolean unlogged, long file, long blocks, List<String> ancestors) {
    static final String SCHEMAS =
            """
            n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'firedrill')
            AND NOT starts_with(n.nspname, 'pg_temp_') AND NOT starts_with(n.nspname, 'pg_toast_temp_')""";

    private static final String QUERY =
            """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname), c.relpersistence = 'u', c.relfilenode,
                CASE WHEN a.amname = 'heap' THEN coalesce(pg_relation_size(c.oid), 0) / current_setting('block_size')::int ELSE 0 END,
                (WITH RECURSIVE up (id) AS (SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid
                    UNION SELECT i.inhparent FROM pg_inherits i JOIN up ON i.inhrelid = up.id)
                    SELECT string_agg(format('%I.%I', m.nspname, p.relname), E'\n' ORDER BY m.nspname, p.relname)
                    FROM up JOIN pg_class p ON p.oid = up.id JOIN pg_namespace m ON m.oid = p.relnamespace)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am a ON a.oid = c.relam
            WHERE {n} AND c.relkind IN ('r', 'm') AND c.relispopulated AND c.relpersistence <> 't' ORDER BY 2"""
                    .replace("{n}", SCHEMAS);

    static List<TableFacts> all(PinnedSession session) throws SQLException {
        return session.rows(QUERY).stream().map(TableFacts::of).toList();
    }

    private static TableFacts of(List<String> row) {
        return new TableFacts(
                Long.parseLong(row.get(0)),
                row.get(1),
                row.get(2).equals("t"),
                Long.parseLong(row.get(3)),
                Long.parseLong(row.get(4)),
                row.get(5) == null ? List.of() : List.of(row.get(5).split("\n")));
    }

    /** Large objects are rows of a catalog. */
    static TableFacts largeObjects() {
        return new TableFacts(2613, "pg_catalog.pg_largeobject", false, 0, 0, List.of());
    }

    /** Whether somebody truncated or rewrote it since that snapshot: then the snapshot sees nothing of it any more. */
    boolean wasRewritten(PinnedSession session) throws SQLException {
        return file != 0 && !Long.toString(file).equals(session.text("SELECT pg_relation_filenode(" + oid + ")"));
    }

    /** It is not what it was. */
    static final class Rewritten extends SQLException {
        private static final long serialVersionUID = 1L;

        Rewritten(TableFacts table) {
            super(table.name() + " was truncated or rewritten");
        }
    }
}
