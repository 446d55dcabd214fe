package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;

/**
 * Looks for triggers that do not fire. Who disabled them is not known: a load that was broken off leaves them so, and a
 * source may have it so for good. A foreign key without any trigger is kept by nobody.
 */
final class Triggers {
    private static final String COUNT =
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE " + CatalogQuery.OF_USERS;

    private static final String DISABLED =
            """
            SELECT CASE WHEN k.contype = 'f' THEN 'foreign key ' || pg_catalog.quote_ident(k.conname) || ' of '
                    || k.conrelid::regclass::text || ': its triggers are disabled on ' || c.oid::regclass::text
                ELSE pg_catalog.quote_ident(t.tgname) || ' of ' || c.oid::regclass::text || ': disabled' END
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint
            WHERE t.tgenabled = 'D' AND %s GROUP BY 1 ORDER BY 1"""
                    .formatted(CatalogQuery.OF_USERS);

    private static final String FOR_ALL =
            """
            SELECT pg_catalog.concat_ws(' ', 'session_replication_role is replica for', coalesce('role ' || pg_catalog.quote_ident(r.rolname), 'all roles'),
                CASE WHEN s.setdatabase = 0 THEN 'in all databases' ELSE 'in this database' END)
                || ': its sessions change rows without a look at foreign keys and triggers'
            FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
            WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
            AND 'session_replication_role=replica' = ANY (s.setconfig) ORDER BY 1""";

    /** Of partitioned tables it is their partitions that have the triggers, as far as the version goes. */
    private static final String MISSING =
            """
            SELECT 'foreign key ' || pg_catalog.quote_ident(k.conname) || ' of ' || c.oid::regclass::text || ': it has no trigger'
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
            WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relkind = 'r' AND p.relkind = 'r' AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
            AND %s AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgconstraint = k.oid) ORDER BY 1"""
                    .formatted(CatalogQuery.OF_USERS);

    private Triggers() {}

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        CatalogLook.count(inspected, tally, COUNT);
        CatalogLook.tell(inspected, tally, Verdict.FAIL, MISSING);
        CatalogLook.tell(inspected, tally, Verdict.WARN, DISABLED);
        CatalogLook.tell(inspected, tally, Verdict.WARN, FOR_ALL);
    }
}
