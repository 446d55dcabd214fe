package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.sql.Statement;

/** What the role may do that prepares a restored cluster for checks. */
public enum Owner {
    /** All: so what it is refused is a fault. */
    SUPERUSER {
        @Override
        void execute(Statement statement, String sql) throws SQLException {
            statement.execute(sql);
        }
    },

    /**
     * What a managed service leaves to its customer's first user. What it may not do is left out here; checks that would
     * have needed it say so by themselves.
     */
    MASTER_USER {
        @Override
        void execute(Statement statement, String sql) throws SQLException {
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState()) && !UNDEFINED_SCHEMA.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    };

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String UNDEFINED_SCHEMA = "3F000";

    /** Prepares something that not each of them may. */
    abstract void execute(Statement statement, String sql) throws SQLException;

    /**
     * Sees that event triggers of production do not act on what its session makes.
     *
     * @throws Inconclusive if they would, and it may not turn them off
     */
    public static void silenceTriggers(Statement statement) throws SQLException {
        try {
            // Before version 17 no setting turns event triggers alone off.
            statement.execute("set session_replication_role = replica");
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            requireNoTriggers(statement);
        }
    }

    private static void requireNoTriggers(Statement statement) throws SQLException {
        try (var rows =
                statement.executeQuery("select evtname from pg_catalog.pg_event_trigger where evtenabled <> 'D'")) {
            if (rows.next()) {
                throw new Inconclusive(
                        "the restored database has an event trigger, " + rows.getString(1)
                                + ", that would act on what is prepared for checks, and the master user may not turn it off"
                                + "\n  Remedy: grant set on parameter session_replication_role to the master user in the source");
            }
        }
    }

    /** The role that is logged in. */
    static Owner of(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
            return rows.next() && rows.getBoolean(1) ? SUPERUSER : MASTER_USER;
        }
    }
}
