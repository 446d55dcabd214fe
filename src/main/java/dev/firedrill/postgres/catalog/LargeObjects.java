package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares large objects with the columns that name them, as vacuumlo does: those of type oid, and of type lo. Nothing in
 * the catalog says which columns of type oid do. What names them as text or number is not seen.
 */
final class LargeObjects {
    private static final String COLUMNS =
            """
            SELECT c.oid, c.oid::regclass::text, pg_catalog.quote_ident(a.attname), t.typname = 'lo'
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type b ON b.oid = t.typbasetype
            WHERE a.attnum > 0 AND NOT a.attisdropped AND (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated)
            AND (t.typname IN ('oid', 'lo') OR b.typname = 'oid') AND %s ORDER BY 2, 3"""
                    .formatted(CatalogQuery.OF_USERS);

    private static final String MISSING = "FROM ONLY %1$s AS c WHERE num_nulls(c.%2$s) = 0 AND c.%2$s <> 0"
            + " AND NOT EXISTS (SELECT FROM pg_largeobject_metadata m WHERE m.oid = c.%2$s)";

    private LargeObjects() {}

    /** @param sure whether the column's type says that it names large objects */
    private record Naming(long tableOid, String table, String column, boolean sure) {
        String values() {
            return "SELECT " + column + "::oid AS id FROM ONLY " + table;
        }
    }

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        var sessions = inspected.sessions();
        var columns = new ArrayList<Naming>();
        for (var row : sessions.rows(COLUMNS)) {
            columns.add(
                    new Naming(Long.parseLong(row.get(0)), row.get(1), row.get(2), CatalogQuery.isTrue(row.get(3))));
        }
        long objects = sessions.counts("SELECT count(*) FROM pg_largeobject_metadata")[0];
        tally.looked(objects);
        for (var column : columns) {
            lookForMissing(column, objects, sessions, tally);
        }
        if (objects > 0) {
            lookForOrphans(columns, sessions, tally);
        }
    }

    /** A column of type oid names large objects if it names any that is there. */
    private static void lookForMissing(Naming column, long objects, SessionSupply sessions, KeptPromises tally) {
        var name = column.table() + "." + column.column();
        try {
            if (!column.sure() && (objects == 0 || namesNone(column, sessions))) {
                return;
            }
            var rest = MISSING.formatted(column.table(), column.column());
            long missing = sessions.counts("SELECT count(*) " + rest)[0];
            if (missing > 0) {
                var verdict = column.sure() ? Verdict.FAIL : Verdict.WARN;
                var doubt = column.sure() ? "" : " (its type is oid, so it may mean something else)";
                var text = "%s: %s a large object that is missing%s"
                        .formatted(name, Numbers.text(missing, "row") + (missing == 1 ? " names" : " name"), doubt);
                var key = TableKey.of(sessions, column.tableOid(), false);
                var broken = BrokenRows.of(column.table(), key, "c", List.of(column.column()), rest, missing);
                broken.addTo(tally, verdict, broken.of(name), text, missing, sessions);
            }
        } catch (SQLException e) {
            tally.add(Offence.of(e, name));
        }
    }

    private static boolean namesNone(Naming column, SessionSupply sessions) throws SQLException {
        return sessions.counts("SELECT count(*) FROM (SELECT FROM pg_largeobject_metadata m JOIN (" + column.values()
                        + ") AS named ON named.id = m.oid LIMIT 1) AS any_of_them")[0]
                == 0;
    }

    private static void lookForOrphans(List<Naming> columns, SessionSupply sessions, KeptPromises tally) {
        try {
            var none = columns.stream()
                    .map(column -> "NOT EXISTS (SELECT FROM (" + column.values() + ") AS n WHERE n.id = m.oid)")
                    .collect(Collectors.joining(" AND "));
            var rest = "FROM pg_largeobject_metadata m" + (none.isEmpty() ? "" : " WHERE " + none);
            long orphans = sessions.counts("SELECT count(*) " + rest)[0];
            if (orphans > 0) {
                var text =
                        "%s named by no column of type oid or lo (it cannot be told whether something else names them)"
                                .formatted(Numbers.text(orphans, "large object"));
                var keys = List.of("m.oid");
                var each = BrokenRows.each(keys, List.of(), rest);
                var broken = new BrokenRows("large objects", "oid", keys, List.of(), rest, each, orphans);
                broken.addTo(tally, Verdict.WARN, broken.of("large objects"), text, orphans, sessions);
            }
        } catch (SQLException e) {
            tally.add(Offence.of(e, "large objects that no column names"));
        }
    }
}
