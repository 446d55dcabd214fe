package dev.firedrill.postgres.integrity;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Sample;
import java.sql.SQLException;
import java.util.ArrayList;

/** Indexes that are no B-trees: from PostgreSQL 18 on, amcheck verifies those of GIN, and nothing verifies the others. */
final class OtherIndexes {

    private static final String INDEXES =
            """
            select c.oid, c.oid::regclass::text, a.amname
            from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
            where a.amname <> 'btree' and c.relkind = 'i' and c.relpersistence = 'p' and i.indisvalid
            order by a.amname, c.oid
            """;

    private OtherIndexes() {}

    static Finding inspect(StructureSession session) throws SQLException {
        var tally = new StructureTally("GIN index", "GIN indexes");
        boolean verifiesGin = session.major() >= 18;
        var amcheck = verifiesGin ? session.amcheck() : "";
        var unverified = new ArrayList<Sample>();
        for (var index : session.rows(INDEXES)) {
            if (!verifiesGin || !index.get(2).equals("gin")) {
                unverified.add(new Sample(index.get(1), index.get(2)));
                continue;
            }
            tally.looked();
            try {
                session.rows("select %s.gin_index_check(%s::oid::regclass)".formatted(amcheck, index.get(0)));
            } catch (SQLException e) {
                tally.fault(index.get(1), e);
            }
        }
        if (tally.isBroken()) {
            return tally.finding();
        }
        return Finding.ofOffences(unverified.size(), new Bounds(Long.MAX_VALUE, 0))
                .found(Numbers.text(unverified.size()) + " of other kinds: nothing verifies them")
                .samples("index -> kind", unverified.subList(0, Math.min(Sample.MOST, unverified.size())))
                .hint("REINDEX them after a real restore, or compare queries that use them.");
    }
}
