package dev.firedrill.aws.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a cluster whose superuser is {@code postgres} into one as RDS has it: the superuser is {@code rdsadmin}, whom no
 * customer becomes, and what belonged to the superuser belongs to the master user, who is none.
 */
final class RdsRoles {
    static final String ADMIN = "rdsadmin";

    private static final String FORMER_SUPERUSER = "postgres";

    private static final String OWN_NOTHING =
            """
            DO $own$
            DECLARE statement text;
            BEGIN
              FOR statement IN
                SELECT format('ALTER SCHEMA %%I OWNER TO %%I', nspname, '%1$s') FROM pg_namespace
                  WHERE nspowner = 10 AND nspname !~ '^pg_' AND nspname <> 'information_schema'
                UNION ALL
                SELECT format('ALTER TABLE %%s OWNER TO %%I', c.oid::regclass, '%1$s') FROM pg_class c
                  WHERE relowner = 10 AND c.oid >= 16384 AND relkind IN ('r', 'p', 'f', 'v', 'm')
                    AND relnamespace <> 'pg_toast'::regnamespace
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
                UNION ALL
                SELECT format('ALTER SEQUENCE %%s OWNER TO %%I', c.oid::regclass, '%1$s') FROM pg_class c
                  WHERE relowner = 10 AND c.oid >= 16384 AND relkind = 'S'
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
                UNION ALL
                SELECT format('ALTER ROUTINE %%s OWNER TO %%I', p.oid::regprocedure, '%1$s') FROM pg_proc p
                  WHERE proowner = 10 AND p.oid >= 16384
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
                UNION ALL
                SELECT format('ALTER TYPE %%s OWNER TO %%I', t.oid::regtype, '%1$s') FROM pg_type t
                  LEFT JOIN pg_class c ON c.oid = t.typrelid
                  WHERE typowner = 10 AND t.oid >= 16384 AND typtype IN ('c', 'd', 'e', 'r')
                    AND (c.relkind IS NULL OR c.relkind = 'c')
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
              LOOP
                EXECUTE statement;
              END LOOP;
            END $own$
            """;

    private final SuperuserAccess access;
    private final String master;

    /** @param master name of the master user, of letters, digits and underscores */
    RdsRoles(SuperuserAccess access, String master) {
        this.access = access;
        this.master = master;
    }

    /** How a superuser of any name gets in. */
    interface SuperuserAccess {
        Connection connect(String database, String user) throws SQLException;
    }

    void establish() throws SQLException {
        // Nobody can be renamed by himself.
        run(FORMER_SUPERUSER, "create role rds_renaming superuser login");
        run(
                "rds_renaming",
                "alter role " + FORMER_SUPERUSER + " rename to " + ADMIN,
                "alter role " + ADMIN + " password null");
        run(ADMIN, "drop role rds_renaming");
        makeMaster();
        for (var database : databases()) {
            try (var connection = access.connect(database, ADMIN);
                    var statement = connection.createStatement()) {
                statement.execute("set session_replication_role = replica");
                statement.execute(OWN_NOTHING.formatted(master));
                statement.execute("alter database " + quoted(database) + " owner to " + master);
            }
        }
        run(ADMIN, "create database rdsadmin");
    }

    private void makeMaster() throws SQLException {
        try (var connection = access.connect(FORMER_SUPERUSER, ADMIN);
                var statement = connection.createStatement()) {
            statement.execute("create role rds_superuser nologin");
            for (var granted : predefined(statement)) {
                statement.execute("grant " + granted + " to rds_superuser with admin option");
            }
            if (connection.getMetaData().getDatabaseMajorVersion() >= 15) {
                statement.execute("grant set on parameter session_replication_role to rds_superuser");
            }
            if (!isThere(statement)) {
                statement.execute("create role " + master);
            }
            statement.execute("alter role " + master + " login nosuperuser createdb createrole noreplication"
                    + " nobypassrls valid until 'infinity' password null");
            statement.execute("grant rds_superuser to " + master + " with admin option");
        }
    }

    private boolean isThere(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select 1 from pg_roles where rolname = '" + master + "'")) {
            return rows.next();
        }
    }

    /** Those of this version that the service gives away. */
    private static List<String> predefined(Statement statement) throws SQLException {
        return texts(
                statement,
                "select rolname from pg_roles where rolname in ('pg_monitor', 'pg_signal_backend', 'pg_read_all_data',"
                        + " 'pg_write_all_data', 'pg_checkpoint', 'pg_use_reserved_connections', 'pg_create_subscription',"
                        + " 'pg_maintain') order by 1");
    }

    private List<String> databases() throws SQLException {
        try (var connection = access.connect(FORMER_SUPERUSER, ADMIN);
                var statement = connection.createStatement()) {
            return texts(
                    statement, "select datname from pg_database where datallowconn and not datistemplate order by 1");
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void run(String user, String... commands) throws SQLException {
        try (var connection = access.connect(FORMER_SUPERUSER, user);
                var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
