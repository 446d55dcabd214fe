package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.ServerFault;
import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Order and completeness of all B-tree indexes, by {@code bt_index_parent_check}. */
final class IndexStructure {
    private static final String OWN_14 = "d.datcollate in ('C', 'POSIX')";
    private static final String OWN_FROM_15 = "d.datlocprovider = 'c' and d.datcollate in ('C', 'POSIX')"
            + " or coalesce(d.datcollversion = pg_database_collation_actual_version(d.oid), false)";

    /** The last column: whether this host orders as the host that built the index did. */
    private static final String INDEXES =
            """
            select c.oid, c.oid::regclass::text, c.relpersistence, i.indisvalid and i.indisready and i.indislive,
              not exists (
                select from unnest(i.indcollation::oid[]) as used
                join pg_collation l on l.oid = used join pg_database d on d.datname = current_database()
                where not case when l.oid = 100 then %s
                  else l.collprovider = 'c' and l.collcollate in ('C', 'POSIX')
                    or coalesce(l.collversion = pg_collation_actual_version(l.oid), false) end)
            from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
            where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence <> 't' order by c.relpages desc, c.oid
            """;

    /** What another order cannot be the reason of. */
    private static final Pattern WHATEVER_THE_ORDER =
            Pattern.compile("lacks matching index tuple|invalid page|could not (read|open)|checksum");

    private IndexStructure() {}

    static Finding inspect(StructureSession session) throws SQLException {
        var amcheck = session.amcheck();
        var tally = new StructureTally("B-tree index", "B-tree indexes");
        for (var index : session.rows(INDEXES.formatted(session.major() < 15 ? OWN_14 : OWN_FROM_15))) {
            if (index.get(2).equals("u")) {
                tally.leftOut(index.get(1), "UNLOGGED: empty after a recovery");
            } else if (!index.get(3).equals("t")) {
                tally.leftOut(index.get(1), "invalid in the source");
            } else {
                inspect(
                        session,
                        amcheck,
                        index.get(0),
                        index.get(1),
                        index.get(4).equals("t"),
                        tally);
            }
        }
        return tally.finding();
    }

    private static void inspect(
            StructureSession session,
            String amcheck,
            String oid,
            String name,
            boolean sameOrder,
            StructureTally tally) {
        tally.looked();
        try {
            session.rows("select %s.bt_index_parent_check(%s::oid::regclass, true, true)".formatted(amcheck, oid));
        } catch (SQLException e) {
            var fault = ServerFault.of(e);
            boolean certain =
                    sameOrder || WHATEVER_THE_ORDER.matcher(fault.message()).find();
            if (fault.isDamage() && !certain) {
                tally.unknown(
                        name,
                        "%s %s; but its collation has another version here, or none that is known, so that a sound index may look like this"
                                .formatted(fault.state(), fault.message()));
            } else {
                tally.fault(name, e);
            }
        }
    }
}
