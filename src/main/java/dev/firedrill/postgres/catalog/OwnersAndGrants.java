package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Looks for owners, grantees and members that are no roles of this cluster. */
final class OwnersAndGrants {
    /** Catalogs with the column of the owner and that of the grants, if they have one. */
    private static final List<List<String>> OWNED = List.of(
            List.of("pg_class", "relowner", "relacl"),
            List.of("pg_proc", "proowner", "proacl"),
            List.of("pg_namespace", "nspowner", "nspacl"),
            List.of("pg_type", "typowner", "typacl"),
            List.of("pg_language", "lanowner", "lanacl"),
            List.of("pg_tablespace", "spcowner", "spcacl"),
            List.of("pg_foreign_data_wrapper", "fdwowner", "fdwacl"),
            List.of("pg_foreign_server", "srvowner", "srvacl"),
            List.of("pg_largeobject_metadata", "lomowner", "lomacl"),
            List.of("pg_default_acl", "defaclrole", "defaclacl"),
            List.of("pg_operator", "oprowner", ""),
            List.of("pg_opclass", "opcowner", ""),
            List.of("pg_opfamily", "opfowner", ""),
            List.of("pg_collation", "collowner", ""),
            List.of("pg_conversion", "conowner", ""),
            List.of("pg_statistic_ext", "stxowner", ""),
            List.of("pg_ts_config", "cfgowner", ""),
            List.of("pg_ts_dict", "dictowner", ""),
            List.of("pg_publication", "pubowner", ""),
            List.of("pg_event_trigger", "evtowner", ""),
            List.of("pg_extension", "extowner", ""));

    private static final String THIS_DATABASE =
            "SELECT 'pg_database'::regclass, oid, 0, datdba, datacl FROM pg_database WHERE datname = current_database()";

    private static final String COLUMNS =
            "SELECT 'pg_class'::regclass, attrelid, attnum::int, NULL::oid, attacl FROM pg_attribute WHERE attacl IS NOT NULL";

    private static final String OBJECTS = "WITH objects (class, id, part, owner, acl) AS ("
            + OWNED.stream().map(OwnersAndGrants::select).collect(Collectors.joining(" UNION ALL "))
            + " UNION ALL " + THIS_DATABASE + " UNION ALL " + COLUMNS + ")";

    private static final String OFFENCES = OBJECTS
            + """
            , lost AS (
                SELECT class, id, part, 'owner' AS role, owner AS lost FROM objects
                WHERE owner IS NOT NULL AND owner NOT IN (SELECT oid FROM pg_roles)
                UNION
                SELECT class, id, part, 'grantee', a.grantee FROM objects CROSS JOIN LATERAL aclexplode(acl) AS a
                WHERE a.grantee <> 0 AND a.grantee NOT IN (SELECT oid FROM pg_roles)
                UNION
                SELECT 'pg_policy'::regclass, p.oid, 0, 'role', r.id FROM pg_policy p
                CROSS JOIN LATERAL pg_catalog.unnest(p.polroles) AS r (id)
                WHERE r.id <> 0 AND r.id NOT IN (SELECT oid FROM pg_roles))
            SELECT coalesce(pg_describe_object(class, id, part), class::text || ' ' || id) || ': its ' || role
                || ' is role ' || lost || ', which does not exist'
            FROM lost ORDER BY 1""";

    private static final String MEMBERS =
            """
            SELECT 'membership of role ' || coalesce(pg_catalog.quote_ident(m.rolname), a.member::text) || ' in '
                || coalesce(pg_catalog.quote_ident(g.rolname), a.roleid::text) || ': one of them does not exist'
            FROM pg_auth_members a LEFT JOIN pg_roles m ON m.oid = a.member LEFT JOIN pg_roles g ON g.oid = a.roleid
            WHERE m.oid IS NULL OR g.oid IS NULL ORDER BY 1""";

    private OwnersAndGrants() {}

    private static String select(List<String> catalog) {
        var acl = catalog.get(2).isEmpty() ? "NULL" : catalog.get(2);
        return "SELECT '%1$s'::regclass, oid, 0, %2$s, %3$s FROM %1$s".formatted(catalog.get(0), catalog.get(1), acl);
    }

    static void inspect(Inspected inspected, KeptPromises tally) throws SQLException {
        CatalogLook.count(inspected, tally, OBJECTS + " SELECT count(*) FROM objects");
        CatalogLook.tell(inspected, tally, Verdict.FAIL, OFFENCES);
        CatalogLook.tell(inspected, tally, Verdict.FAIL, MEMBERS);
    }
}
