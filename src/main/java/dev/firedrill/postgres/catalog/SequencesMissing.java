package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;

/** Looks for columns that should take their values from a sequence which is not there. */
final class SequencesMissing {
    private static final String QUERY =
            """
            SELECT c.oid::regclass::text || '.' || pg_catalog.quote_ident(a.attname) || ': an identity column without its sequence'
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE a.attidentity <> '' AND NOT a.attisdropped AND NOT c.relispartition AND %1$s AND NOT EXISTS (
                SELECT FROM pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid
                WHERE d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i'
                AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass)
            UNION ALL
            SELECT c.oid::regclass::text || '.' || pg_catalog.quote_ident(a.attname) || ': its default names a sequence that is missing'
            FROM pg_attrdef f JOIN pg_class c ON c.oid = f.adrelid
            JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
            WHERE %1$s AND pg_get_expr(f.adbin, f.adrelid) ~ $re$nextval\\('\\d+'::regclass\\)$re$ ORDER BY 1"""
                    .formatted(CatalogQuery.OF_USERS);

    private SequencesMissing() {}

    static void inspect(SessionSupply sessions, KeptPromises tally) throws SQLException {
        for (var row : sessions.rows(QUERY)) {
            tally.looked(1);
            tally.add(Offence.ofThing(Verdict.FAIL, row.get(0)));
        }
    }
}
