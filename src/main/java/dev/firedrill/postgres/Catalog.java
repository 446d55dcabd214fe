package dev.firedrill.postgres;

import dev.firedrill.rules.NearNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what a user names in the system catalog, with names as values, never as SQL. */
final class Catalog {
    private static final Map<String, String> OTHER_KINDS = Map.of(
            "i", "an index",
            "I", "an index",
            "S", "a sequence",
            "c", "a composite type",
            "t", "a TOAST table",
            "f", "a foreign table, whose rows are not in this backup");

    private static final String AMBIGUOUS = "42P09";

    private final RuleSession session;
    private final Map<String, Relation> known;
    private final List<String> found = new ArrayList<>();

    Catalog(RuleSession session) {
        this(session, new HashMap<>());
    }

    /** @param known tables that were looked up already, as they are written */
    Catalog(RuleSession session, Map<String, Relation> known) {
        this.session = session;
        this.known = known;
    }

    /** The tables that were found so far: those that a query may have been reading when it failed. */
    String found() {
        return String.join(", ", found);
    }

    /** @throws ObjectMissing if there is no such table; the message lists names that are near */
    Relation relation(String written) throws SQLException, ObjectMissing {
        var relation = known.get(written);
        if (relation == null) {
            relation = lookedUp(written);
            known.put(written, relation);
        }
        found.add(relation.sql());
        return relation;
    }

    private Relation lookedUp(String written) throws SQLException, ObjectMissing {
        var name = ObjectName.of(written);
        var rows = session.rows(
                """
                SELECT oid, oid::regclass::text, pg_catalog.quote_ident(relname), relkind, relpersistence, relhassubclass, relpages, (
                    SELECT pg_catalog.string_agg(pg_catalog.format('%I.%I', n.nspname, o.relname), E'\\n' ORDER BY n.nspname)
                    FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
                    WHERE o.relname = c.relname AND n.nspname = ANY (pg_catalog.current_schemas(false)))
                FROM pg_class c WHERE oid = pg_catalog.to_regclass(?)""",
                name.quoted());
        if (rows.isEmpty()) {
            throw missing("table", written, tables());
        }
        var row = rows.get(0);
        requireOne(name, row.get(7));
        if (OTHER_KINDS.containsKey(row.get(3))) {
            throw new ObjectMissing("%s is not a table, but %s".formatted(written, OTHER_KINDS.get(row.get(3))));
        }
        long oid = Long.parseLong(row.get(0));
        char kind = row.get(3).charAt(0);
        boolean heirs = row.get(5).equals("t");
        return new Relation(
                oid,
                row.get(1),
                row.get(2),
                kind,
                !row.get(4).equals("u"),
                Math.max(0, Long.parseLong(row.get(6))),
                heirs,
                false,
                keyOf(oid, kind, heirs));
    }

    /** What hides a table behind its own name would pass for it. */
    private static void requireOne(ObjectName name, String all) throws SQLException {
        if (name.parts().size() == 1 && all != null && all.contains("\n")) {
            throw new SQLException(
                    name.single() + " is the name of several: " + all.replace("\n", ", ")
                            + "; write it with its schema",
                    AMBIGUOUS);
        }
    }

    private List<List<String>> tables() throws SQLException {
        return session.rows(
                """
                SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'm')
                AND n.nspname <> 'information_schema' AND NOT pg_catalog.starts_with(n.nspname, 'pg_')""");
    }

    private RowKey keyOf(long oid, char kind, boolean heirs) throws SQLException {
        var columns = session.rows(
                """
                SELECT pg_catalog.quote_ident(a.attname) FROM pg_constraint c
                CROSS JOIN LATERAL pg_catalog.unnest(c.conkey) WITH ORDINALITY AS k (number, position)
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
                WHERE c.conrelid = ? AND c.contype = 'p' ORDER BY k.position""",
                oid);
        if (!columns.isEmpty()) {
            return new RowKey(columns.stream().map(row -> row.get(0)).toList());
        }
        return switch (kind) {
            case 'r', 'm' -> heirs ? RowKey.PLACE_OF_MANY : RowKey.PLACE;
            case 'p' -> RowKey.PLACE_OF_MANY;
            default -> RowKey.NONE;
        };
    }

    /** @throws ObjectMissing if it has none */
    Columns primaryKey(Relation table) throws SQLException, ObjectMissing {
        var key = table.key();
        if (key.isNone() || key.equals(RowKey.PLACE) || key.equals(RowKey.PLACE_OF_MANY)) {
            throw ObjectMissing.primaryKey(table);
        }
        return Columns.of(this, table, key.columns());
    }

    /** @throws ObjectMissing if the table has no such column; the message lists names that are near */
    Column column(Relation table, String written) throws SQLException, ObjectMissing {
        var name = ObjectName.of(written).single();
        var rows = session.rows(
                """
                SELECT attnum, pg_catalog.quote_ident(attname), attnotnull, attcollation <> 0 FROM pg_attribute
                WHERE attrelid = ? AND attname = ? AND attnum > 0 AND NOT attisdropped""",
                table.oid(),
                name);
        if (rows.isEmpty()) {
            throw missing("column", table.sql() + "." + written, columns(table));
        }
        var row = rows.get(0);
        return new Column(
                Integer.parseInt(row.get(0)),
                row.get(1),
                row.get(2).equals("t"),
                row.get(3).equals("t"));
    }

    private List<List<String>> columns(Relation table) throws SQLException {
        return session.rows(
                """
                SELECT ?::text || '.' || attname FROM pg_attribute
                WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped""",
                table.sql(),
                table.oid());
    }

    private static ObjectMissing missing(String kind, String written, List<List<String>> rows) {
        var near = NearNames.of(written, rows.stream().map(row -> row.get(0)).toList());
        return new ObjectMissing("there is no %s %s in the restored database (object missing); near names: %s"
                .formatted(kind, written, near.isEmpty() ? "none" : String.join(", ", near)));
    }
}
