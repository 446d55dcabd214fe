package dev.firedrill.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a restored database needs of extensions, against what its server has.
 *
 * @param lacking libraries that the server does not have, such as {@code $libdir/postgis-3}
 * @param unreadable columns and tables that cannot be read without them
 * @param unavailable extensions of which the server has no control file
 * @param hiding extensions that must be loaded when a server starts, or their tables look emptier than they are
 */
public record ExtensionLibraries(
        List<String> lacking, List<String> unreadable, List<String> unavailable, List<String> hiding) {

    private static final String LACKING =
            """
            with place as (select setting as libraries from pg_config where name = 'PKGLIBDIR'),
            asked as (
              select probin, case when probin like '$libdir/%' then libraries || substr(probin, 8)
                                  when probin like '%/%' then probin else libraries || '/' || probin end as file
              from (select distinct probin from pg_proc where probin is not null and prolang = 13) p, place
            )
            select probin from asked
            where (pg_stat_file(file || '.so', true)).size is null and (pg_stat_file(file, true)).size is null
            """;

    private static final String UNREADABLE =
            """
            with lacking as (%s), functions as (select oid from pg_proc where probin in (select probin from lacking))
            select format('%%I.%%I.%%I', n.nspname, c.relname, a.attname)
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            join pg_type t on t.oid = a.atttypid
            left join pg_type e on e.oid = coalesce(nullif(t.typbasetype, 0), t.typelem)
            where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'm')
            and exists (select from functions f where f.oid in (t.typinput, t.typoutput, e.typinput, e.typoutput))
            union
            select format('%%I.%%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_am m on m.oid = c.relam
            where c.relkind in ('r', 'm') and m.amhandler in (select oid from functions)
            order by 1
            """
                    .formatted(LACKING);

    private static final String UNAVAILABLE =
            "select extname from pg_extension where extname not in (select name from pg_available_extensions) order by 1";

    /** Compressed chunks, and rows on other nodes, are seen through hooks alone; without them no query fails. */
    private static final String HIDING =
            "select extname from pg_extension where extname in ('timescaledb', 'citus') order by 1";

    /** Those of the database that the connection is to. */
    public static ExtensionLibraries in(Connection connection) throws SQLException {
        var lacking = texts(connection, LACKING + " order by 1");
        return new ExtensionLibraries(
                lacking,
                lacking.isEmpty() ? List.of() : texts(connection, UNREADABLE),
                texts(connection, UNAVAILABLE),
                texts(connection, HIDING));
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
