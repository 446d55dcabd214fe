package dev.firedrill.postgres.integrity;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows of each table, counted by an index alone and by the table itself. The index knows of rows on pages that were lost at
 * a table's end, or replaced by zeros while the visibility map vouched for them: nothing else of the server's does.
 */
final class RowCounts {
    private static final String TABLES =
            """
            select c.oid::regclass::text
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm') and c.relpersistence = 'p' and c.relispopulated and exists (
              select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am a on a.oid = x.relam
              where i.indrelid = c.oid and i.indisvalid and i.indisready and i.indpred is null and a.amname = 'btree')
            order by c.relpages desc, c.oid
            """;

    private static final List<String> SCANS =
            List.of("enable_seqscan", "enable_bitmapscan", "enable_indexscan", "enable_indexonlyscan");
    /** The server has no index-only scan without the other. */
    private static final List<String> BY_INDEX = List.of("enable_indexscan", "enable_indexonlyscan");

    private static final List<String> BY_TABLE = List.of("enable_seqscan");

    private RowCounts() {}

    static Finding inspect(StructureSession session) throws SQLException {
        var tally = new StructureTally("table", "tables with an index");
        for (var table : session.rows(TABLES)) {
            inspect(session, table.get(0), tally);
        }
        return tally.finding();
    }

    private static void inspect(StructureSession session, String table, StructureTally tally) {
        tally.looked();
        var sql = "select count(*) from only " + table;
        try {
            only(session, BY_INDEX);
            if (session.rows("explain (costs off) " + sql).stream()
                    .noneMatch(row -> row.get(0).contains("Index Only Scan"))) {
                tally.unknown(table, "the server does not count it by an index");
                return;
            }
            long byIndex = Long.parseLong(session.rows(sql).get(0).get(0));
            only(session, BY_TABLE);
            long byTable = Long.parseLong(session.rows(sql).get(0).get(0));
            if (byIndex != byTable) {
                tally.damaged(
                        table,
                        "%s by an index, %s by the table"
                                .formatted(Numbers.text(byIndex, "row"), Numbers.text(byTable)));
            }
        } catch (SQLException e) {
            tally.fault(table, e);
        }
    }

    private static void only(StructureSession session, List<String> wanted) throws SQLException {
        for (var scan : SCANS) {
            session.set(scan, wanted.contains(scan) ? "on" : "off");
        }
    }
}
