package dev.firedrill.postgres;

import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Functions and operators of the restored database that would be taken where a rule means those of PostgreSQL: one that
 * fits the types better is preferred, in whatever schema of the search path it is. Who plants {@code =} for two varchars
 * decides what is an orphan.
 */
final class StandIns {
    /** A search path that names pg_catalog last, which came back with the database, lets all others go before it. */
    private static final String OWN_NAMES_FIRST =
            """
            SELECT pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', 'pg_catalog',
                (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(s), ', ')
                 FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) AS s
                 WHERE s OPERATOR(pg_catalog.<>) 'pg_catalog')), true)""";

    /**
     * Of operators those on types of PostgreSQL that it can compare itself, which are those of one category; of functions
     * those that take any types, and those that it has for text alone. Extensions are no strangers.
     */
    private static final String QUERY =
            """
            SELECT 'operator ' || n.nspname || '.' || o.oprname || ' (' || l.typname || ', ' || r.typname || ')'
            FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
            JOIN pg_type l ON l.oid = o.oprleft JOIN pg_type r ON r.oid = o.oprright
            WHERE o.oprname IN ('=', '<>', '<', '<=', '>', '>=', '-', '!~', '&&') AND n.nspname <> 'pg_catalog'
            AND pg_operator_is_visible(o.oid) AND l.oid < 16384::oid AND r.oid < 16384::oid
            AND l.typcategory = r.typcategory AND NOT EXISTS (
                SELECT FROM pg_depend d WHERE d.classid = 'pg_operator'::regclass::oid AND d.objid = o.oid
                AND d.deptype = 'e'::"char")
            UNION ALL
            SELECT 'function ' || n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE (p.proname IN ('num_nulls', 'count') OR p.proname IN ('min', 'max', 'left', 'abs', 'sum')
                AND p.proargtypes[0] IN ('varchar'::regtype::oid, 'bpchar'::regtype::oid, 'name'::regtype::oid))
            AND n.nspname <> 'pg_catalog' AND pg_function_is_visible(p.oid) AND NOT EXISTS (
                SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass::oid AND d.objid = p.oid
                AND d.deptype = 'e'::"char")""";

    /** Of the class "ambiguous": what a rule would ask is not certain. */
    private static final String AMBIGUOUS = "42725";

    /** Of databases in which nothing stands in. Who checks one does not change its functions. */
    private static final Map<RuledDatabase, String> LOOKED_AT = Collections.synchronizedMap(new WeakHashMap<>());

    private StandIns() {}

    /** The search path of a database that was looked at before, as SQL: a look takes longer than most rules do. */
    static Optional<String> path(RuledDatabase database) {
        return Optional.ofNullable(LOOKED_AT.get(database));
    }

    /**
     * Looks at a database, and puts PostgreSQL's own names first in the session's search path.
     *
     * @return that search path, as SQL
     * @throws SQLException if something would stand in for them
     */
    static String refuse(RuleSession session) throws SQLException {
        var path = session.rowsOf(OWN_NAMES_FIRST).get(0).get(0);
        var found = session.rowsOf(QUERY);
        if (!found.isEmpty()) {
            throw new SQLException(
                    found.stream().map(row -> row.get(0)).collect(Collectors.joining(", "))
                            + " in the restored database would stand in for that of PostgreSQL, so that no rule can be believed",
                    AMBIGUOUS);
        }
        LOOKED_AT.put(session.database(), path);
        return path;
    }
}
