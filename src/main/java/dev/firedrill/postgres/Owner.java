package dev.firedrill.postgres;

import java.sql.SQLException;
import java.sql.Statement;

/** What the role may do that prepares a restored cluster for checks. */
enum Owner {
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

    /** The role that is logged in. */
    static Owner of(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
            return rows.next() && rows.getBoolean(1) ? SUPERUSER : MASTER_USER;
        }
    }
}
