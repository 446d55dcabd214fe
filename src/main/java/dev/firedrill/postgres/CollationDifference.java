package dev.firedrill.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A collation that this host's library orders by another version than the one by which indexes of the database were
 * built: what such an index says of order may be wrong here, and right where the backup was made.
 *
 * @param indexes names of those that are ordered by it
 */
public record CollationDifference(String collation, String recorded, String ofThisHost, List<String> indexes) {
    private static final String QUERY =
            """
            with used as (
              select i.indexrelid, unnest(i.indcollation::oid[]) as coll
              from pg_index i join pg_class t on t.oid = i.indrelid
              where t.relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
            ), versions as (
              select c.oid, c.collname::text as name, %s as recorded, %s as actual
              from pg_collation c cross join pg_database d
              where d.datname = current_database() and (c.oid = 100 or c.oid in (select coll from used))
            )
            select name, recorded, coalesce(actual, 'none'),
                   array(select distinct indexrelid::regclass::text from used where coll = v.oid order by 1)
            from versions v where recorded is distinct from actual and recorded is not null order by 1
            """;

    /** Before version 15 nothing is recorded of a database's own collation. */
    private static final String OF_14 =
            QUERY.formatted("c.collversion", "case when c.oid <> 100 then pg_collation_actual_version(c.oid) end");

    private static final String FROM_15 = QUERY.formatted(
            "case when c.oid = 100 then d.datcollversion else c.collversion end",
            "case when c.oid = 100 then pg_database_collation_actual_version(d.oid)"
                    + " else pg_collation_actual_version(c.oid) end");

    /** Those of the database that the connection is to. */
    public static List<CollationDifference> in(Connection connection) throws SQLException {
        boolean recorded = connection.getMetaData().getDatabaseMajorVersion() >= 15;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(recorded ? FROM_15 : OF_14)) {
            var found = new ArrayList<CollationDifference>();
            while (rows.next()) {
                var indexes = (String[]) rows.getArray(4).getArray();
                found.add(new CollationDifference(
                        rows.getString(1), rows.getString(2), rows.getString(3), Arrays.asList(indexes)));
            }
            return found;
        }
    }

    @Override
    public String toString() {
        return "%s (version %s where its indexes were built, %s on this host)"
                .formatted(collation.equals("default") ? "the database's own" : collation, recorded, ofThisHost);
    }
}
