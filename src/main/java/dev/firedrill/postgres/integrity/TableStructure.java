package dev.firedrill.postgres.integrity;

import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** Rows and TOAST values of all tables, by {@code verify_heapam}. */
final class TableStructure {
    private static final int MOST_FAULTS = 3;

    private static final String TABLES =
            """
            select c.oid, c.oid::regclass::text, c.relpersistence, a.amname
            from pg_class c join pg_am a on a.oid = c.relam
            where c.relkind in ('r', 'm', 't') and c.relpersistence <> 't' order by c.relpages desc, c.oid
            """;

    private TableStructure() {}

    static Finding inspect(StructureSession session) throws SQLException {
        var amcheck = session.amcheck();
        var tally = new StructureTally("table", "tables");
        for (var table : session.rows(TABLES)) {
            var name = table.get(1);
            if (table.get(2).equals("u")) {
                tally.leftOut(name, "UNLOGGED: empty after a recovery");
            } else if (!table.get(3).equals("heap")) {
                tally.unknown(name, "its access method " + table.get(3) + " is not known here");
            } else {
                inspect(session, amcheck, table.get(0), name, tally);
            }
        }
        return tally.finding();
    }

    private static void inspect(
            StructureSession session, String amcheck, String oid, String name, StructureTally tally) {
        tally.looked();
        try {
            var faults = session.rows(
                    "select blkno, offnum, msg from %s.verify_heapam(%s::oid::regclass, false, true, 'none')"
                            .formatted(amcheck, oid),
                    MOST_FAULTS);
            if (!faults.isEmpty()) {
                tally.damaged(
                        name,
                        faults.stream()
                                .map(row -> "block %s, item %s: %s".formatted(row.get(0), row.get(1), row.get(2)))
                                .collect(Collectors.joining("; ")));
            }
        } catch (SQLException e) {
            tally.fault(name, e);
        }
    }
}
