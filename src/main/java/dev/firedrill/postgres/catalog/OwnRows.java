package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Looks for rows of the system catalog that others name and that are not there, by the server's own list of its catalog's
 * foreign keys, and for rows that each thing of a kind has. No DDL leaves such gaps: what they belong to is lost.
 */
final class OwnRows {
    /**
     * Not looked at: statistics, which may outlive operators; links between operators; large objects, owners and grants, which
     * have rules of their own; what the databases of a cluster share; tablespaces, which a partitioned table may outlive.
     */
    private static final String REFERENCES =
            """
            SELECT f.relname, pg_catalog.array_to_string(r.fkcols, ','), p.relname, pg_catalog.array_to_string(r.pkcols, ','),
                r.is_array, r.is_opt
            FROM pg_catalog.pg_get_catalog_foreign_keys() r JOIN pg_class f ON f.oid = r.fktable JOIN pg_class p ON p.oid = r.pktable
            WHERE NOT f.relisshared AND NOT p.relisshared AND NOT (f.relname = 'pg_operator' AND p.relname = 'pg_operator')
            AND f.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject')
            ORDER BY p.relname, f.relname, r.fkcols""";

    private static final Map<String, String> NAMES = Map.of(
            "pg_attribute", "attname",
            "pg_class", "relname",
            "pg_constraint", "conname",
            "pg_policy", "polname",
            "pg_proc", "proname",
            "pg_trigger", "tgname",
            "pg_type", "typname");

    /** What each thing of a kind has: a table is named by its type, too, whose row may be all that is left of its name. */
    private static final List<String> GAPS = List.of(
            """
            SELECT c.oid::regclass::text || ': it has ' || c.relnatts || CASE c.relnatts WHEN 1 THEN ' column' ELSE ' columns' END
                || ', but rows of pg_attribute for ' || coalesce(a.n, 0)
            FROM pg_class c LEFT JOIN (SELECT attrelid, count(*) AS n FROM pg_attribute WHERE attnum > 0 GROUP BY attrelid) a
            ON a.attrelid = c.oid WHERE c.relnatts <> coalesce(a.n, 0) ORDER BY 1""",
            gap("c.relkind IN ('i', 'I')", "an index", "pg_index", "indexrelid = c.oid"),
            gap("c.relispartition", "a partition", "pg_inherits", "inhrelid = c.oid"),
            gap("c.relkind = 'p'", "a partitioned table", "pg_partitioned_table", "partrelid = c.oid"),
            gap("c.relkind IN ('v', 'm')", "a view", "pg_rewrite", "ev_class = c.oid AND ev_type = '1'"),
            gap("c.relkind = 'S'", "a sequence", "pg_sequence", "seqrelid = c.oid"),
            gap("c.relkind = 'f'", "a foreign table", "pg_foreign_table", "ftrelid = c.oid"),
            """
            SELECT a.attrelid::regclass::text || '.' || pg_catalog.quote_ident(a.attname) || ': a default without its row of pg_attrdef'
            FROM pg_attribute a WHERE a.atthasdef AND NOT a.attisdropped
            AND NOT EXISTS (SELECT FROM pg_attrdef WHERE adrelid = a.attrelid AND adnum = a.attnum) ORDER BY 1""",
            """
            SELECT i.indexrelid::regclass::text || ': an index of a primary key without its row of pg_constraint'
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE i.indisprimary AND c.relkind <> 't'
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype = 'p') ORDER BY 1""");

    private OwnRows() {}

    private static String gap(String kind, String what, String catalog, String row) {
        return "SELECT c.oid::regclass::text || ': %s without its row of %s' FROM pg_class c WHERE %s"
                        .formatted(what, catalog, kind)
                + " AND NOT EXISTS (SELECT FROM %s WHERE %s) ORDER BY 1".formatted(catalog, row);
    }

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        var references = inspected.sessions().rows(REFERENCES);
        tally.looked(references.size() + GAPS.size());
        for (var gap : GAPS) {
            CatalogLook.tell(inspected, tally, Verdict.FAIL, gap);
        }
        for (var reference : references) {
            var catalog = reference.get(0);
            var named = CatalogReference.of(reference, NAMES.getOrDefault(catalog, "''"));
            try {
                CatalogLook.tell(inspected, tally, Verdict.FAIL, named.offences());
            } catch (SQLException e) {
                tally.add(Offence.of(e, named.toString()));
            }
        }
    }
}
