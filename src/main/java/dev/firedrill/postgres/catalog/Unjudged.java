package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.CollationDifference;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.List;

/** Names what no rule of the catalog can judge, so that nobody takes it for proven. */
final class Unjudged {
    /** Of a database of another name, or one that came back without its tables, all other rules would hold. */
    private static final String NO_TABLE =
            "SELECT 'database ' || pg_catalog.quote_ident(current_database()) || ' has no table, so that no rule of the catalog had"
                    + " anything to look at; if that is another database than the one with the data, name that: database:'"
                    + " WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.relkind IN ('r', 'p', 'm', 'f') AND "
                    + CatalogQuery.OF_USERS + ")";

    private static final String FOREIGN_TABLES =
            "SELECT 'foreign table ' || c.oid::regclass::text || ': its rows are in no backup of this database'"
                    + " FROM pg_class c WHERE c.relkind = 'f' AND " + CatalogQuery.OF_USERS + " ORDER BY 1";

    private static final String UNLOGGED_TABLES =
            "SELECT 'unlogged table ' || c.oid::regclass::text || ': its rows do not survive a recovery'"
                    + " FROM pg_class c WHERE c.relkind = 'r' AND c.relpersistence = 'u' AND " + CatalogQuery.OF_USERS
                    + " ORDER BY 1";

    private static final String CONSTRAINT_TRIGGERS =
            """
            SELECT 'constraint trigger ' || pg_catalog.quote_ident(k.conname) || ' of ' || c.oid::regclass::text
                || ': what it asks is known to its code alone'
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 't' AND %s ORDER BY 1"""
                    .formatted(CatalogQuery.OF_USERS);

    private static final String TEMPORAL_KEYS =
            """
            SELECT 'foreign key ' || pg_catalog.quote_ident(k.conname) || ' of ' || c.oid::regclass::text
                || ': it is about periods of time'
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            WHERE k.contype = 'f' AND k.conparentid = 0 AND (to_jsonb(k) ->> 'conperiod')::boolean AND %s ORDER BY 1"""
                    .formatted(CatalogQuery.OF_USERS);

    private static final String SEQUENCES =
            """
            SELECT s.seqrelid::regclass::text || ': the sequence begins anew at its end, so that it promises no new numbers'
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE s.seqcycle AND %1$s
            UNION ALL
            SELECT c.oid::regclass::text || '.' || pg_catalog.quote_ident(a.attname)
                || ': its default makes something else of the number of a sequence'
            FROM pg_attrdef f JOIN pg_class c ON c.oid = f.adrelid
            JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum JOIN pg_type t ON t.oid = a.atttypid
            WHERE %1$s AND NOT c.relispartition AND pg_get_expr(f.adbin, f.adrelid) ~ 'nextval\\('
            AND NOT (pg_get_expr(f.adbin, f.adrelid) ~ %2$s AND coalesce(nullif(t.typbasetype, 0), t.oid) IN (
                'int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype))
            ORDER BY 1"""
                    .formatted(CatalogQuery.OF_USERS, SequenceUses.PLAIN);

    /** Domains within composite types and ranges, and within arrays and domains of these. */
    private static final String HIDDEN_DOMAINS =
            """
            WITH hiding AS (
                SELECT c.reltype AS id FROM pg_attribute m JOIN pg_type d ON d.oid = m.atttypid
                JOIN pg_class c ON c.oid = m.attrelid WHERE d.typtype = 'd' AND m.attnum > 0 AND c.reltype <> 0
                UNION SELECT pg_catalog.unnest(ARRAY[r.rngtypid, r.rngmultitypid]) FROM pg_range r
                JOIN pg_type d ON d.oid = r.rngsubtype WHERE d.typtype = 'd'
                UNION SELECT t.oid FROM pg_type t JOIN pg_type b ON b.oid = t.typbasetype
                JOIN pg_type d ON d.oid = b.typelem WHERE d.typtype = 'd'
            ), all_of_them AS (
                SELECT id FROM hiding
                UNION SELECT t.oid FROM pg_type t JOIN hiding h ON h.id = t.typelem
                UNION SELECT t.oid FROM pg_type t JOIN hiding h ON h.id = t.typbasetype)
            SELECT c.oid::regclass::text || '.' || pg_catalog.quote_ident(a.attname)
                || ': the domains within its type ' || format_type(a.atttypid, NULL) || ' are not looked at'
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN all_of_them t ON t.id = a.atttypid
            WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND %s ORDER BY 1"""
                    .formatted(CatalogQuery.OF_USERS);

    private Unjudged() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        CatalogLook.tell(inspected, tally, Verdict.INCONCLUSIVE, NO_TABLE);
        for (var query : List.of(
                FOREIGN_TABLES, UNLOGGED_TABLES, CONSTRAINT_TRIGGERS, TEMPORAL_KEYS, SEQUENCES, HIDDEN_DOMAINS)) {
            CatalogLook.tell(inspected, tally, Verdict.WARN, query);
        }
        try (var connection = inspected.database().connect()) {
            for (var collation : CollationDifference.in(connection)) {
                tally.add(Offence.of(
                        Verdict.WARN, "collation " + collation + ": what is in order there may not be in order here"));
            }
        }
    }
}
