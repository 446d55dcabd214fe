package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Columns that take their values from a sequence: identity, serial, owned by them, or by a default. */
final class SequenceUses implements PromiseSource {
    /** A default that takes the value of a sequence as it is. */
    static final String PLAIN = "$re$^nextval\\('.+'::regclass\\)(::[a-z0-9 ]+)?$$re$";

    /** A column of a partition has the sequence of the partitioned table's column. */
    private static final String USES =
            """
            WITH tables AS (
                SELECT c.oid AS id, c.oid AS declared FROM pg_class c WHERE c.oid = ANY (%1$s)
                UNION SELECT c.oid, a.relid FROM pg_class c CROSS JOIN LATERAL pg_partition_ancestors(c.oid) AS a (relid)
                WHERE c.relispartition AND c.oid = ANY (%1$s)
            ), defaults AS MATERIALIZED (
                SELECT f.oid, f.adrelid, f.adnum, pg_get_expr(f.adbin, f.adrelid) ~ %2$s AS plain FROM pg_attrdef f
                WHERE f.adrelid IN (SELECT declared FROM tables)
            ), uses AS (
                SELECT t.id, a.attname, d.objid AS sequence FROM tables t
                JOIN pg_depend d ON d.refobjid = t.declared AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
                    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_class'::regclass
                JOIN pg_attribute a ON a.attrelid = t.declared AND a.attnum = d.refobjsubid
                LEFT JOIN defaults f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
                WHERE coalesce(f.plain, true)
                UNION
                SELECT t.id, a.attname, d.refobjid FROM tables t
                JOIN defaults f ON f.adrelid = t.declared AND f.plain
                JOIN pg_depend d ON d.objid = f.oid AND d.classid = 'pg_attrdef'::regclass
                    AND d.refclassid = 'pg_class'::regclass
                JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum)
            SELECT u.id, pg_catalog.quote_ident(u.attname), s.seqrelid, s.seqrelid::regclass::text, s.seqincrement, s.seqmin, s.seqmax
            FROM uses u JOIN pg_sequence s ON s.seqrelid = u.sequence
            JOIN pg_attribute a ON a.attrelid = u.id AND a.attname = u.attname JOIN pg_type t ON t.oid = a.atttypid
            WHERE NOT s.seqcycle AND coalesce(nullif(t.typbasetype, 0), t.oid) IN (
                'int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
            ORDER BY u.id, 2, 4""";

    private static final int AT_A_TIME = 100;

    private final KeptPromises tally;

    SequenceUses(KeptPromises tally) {
        this.tally = tally;
    }

    @Override
    public void addTo(Map<Long, PromisedTable> tables, SessionSupply sessions) throws SQLException {
        var uses = sessions.rows(USES.formatted(CatalogQuery.oids(tables.keySet()), PLAIN));
        var names = uses.stream().map(row -> row.get(3)).distinct().toList();
        var states = new HashMap<String, List<String>>();
        for (int i = 0; i < names.size(); i += AT_A_TIME) {
            read(names.subList(i, Math.min(i + AT_A_TIME, names.size())), sessions, states);
        }
        for (var row : uses) {
            var state = states.get(row.get(3));
            if (state != null) {
                var table = tables.get(Long.parseLong(row.get(0)));
                table.promises().add(promise(table, row, state));
            }
        }
    }

    private static Promise promise(PromisedTable table, List<String> use, List<String> state) {
        var column = use.get(1);
        var sequence =
                SequenceState.of(state.get(1), CatalogQuery.isTrue(state.get(2)), use.get(4), use.get(5), use.get(6));
        return new Promise(
                CatalogRule.SEQUENCES,
                use.get(3) + " for " + table.name() + "." + column,
                sequence.willGive(column),
                "",
                "its next value is " + sequence.next() + ", which was reached by",
                column,
                0,
                Doubt.NONE);
    }

    /** Where not all can be read at once, each by itself. */
    private void read(List<String> names, SessionSupply sessions, Map<String, List<String>> states) {
        var sql = names.stream()
                .map(name -> "SELECT '%s', last_value, is_called FROM %s".formatted(name.replace("'", "''"), name))
                .collect(Collectors.joining(" UNION ALL "));
        try {
            sessions.rows(sql).forEach(row -> states.put(row.get(0), row));
            var missing = new ArrayList<>(names);
            missing.removeAll(states.keySet());
            missing.forEach(name -> tally.add(Offence.ofDamage(name, "the sequence has no state, it is empty")));
        } catch (SQLException e) {
            if (names.size() == 1) {
                tally.add(Offence.of(e, names.get(0)));
            } else {
                names.forEach(name -> read(List.of(name), sessions, states));
            }
        }
    }
}
