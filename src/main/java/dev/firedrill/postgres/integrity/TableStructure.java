package dev.firedrill.postgres.integrity;

import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.util.List;
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

    private static final String OF_FILE = "select pg_filenode_relation(%s, %s)::text";

    private TableStructure() {}

    static Finding inspect(StructureSession session, List<Contradiction> contradictions) throws SQLException {
        var amcheck = session.amcheck();
        var tally = new StructureTally("table", "tables");
        for (var contradiction : contradictions) {
            contradicted(session, contradiction, tally);
        }
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

    /** A file that no table has any more may be older than all numbers of transactions, which begin anew. */
    private static void contradicted(StructureSession session, Contradiction contradiction, StructureTally tally)
            throws SQLException {
        var place = contradiction.relation().split("/");
        var file = place[place.length - 1];
        var database = place[place.length - 2];
        var ours = session.rows("select oid from pg_database where datname = current_database()")
                .get(0);
        if (!database.equals("global") && !database.equals(ours.get(0))) {
            tally.unknown(contradiction.relation(), "a file of another database: " + contradiction.what());
            return;
        }
        var table = session.rows(OF_FILE.formatted(space(place), file));
        if (table.get(0).get(0) != null) {
            tally.damaged(table.get(0).get(0), contradiction.what());
        }
    }

    /** Its OID: 1664 for what databases share, 1663 for what lies below base. */
    private static String space(String... place) {
        return switch (place[0]) {
            case "global" -> "1664";
            case "base" -> "1663";
            default -> place[1];
        };
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
