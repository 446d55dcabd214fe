package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.TextRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A connection in which a value has one text, whatever server, database and role would have it, and which sees one
 * snapshot and writes nothing. Source and restored database are both read through it: otherwise a setting of either
 * would look like other data.
 */
final class PinnedSession implements AutoCloseable {
    private static final List<String> PINS = List.of(
            "search_path = pg_catalog",
            "timezone = 'UTC'",
            "datestyle = 'ISO, YMD'",
            "intervalstyle = 'postgres'",
            "extra_float_digits = 3",
            "bytea_output = 'hex'",
            "xmlbinary = 'base64'",
            "lc_monetary = 'C'",
            "lc_numeric = 'C'",
            "lc_time = 'C'",
            "quote_all_identifiers = off",
            "standard_conforming_strings = on",
            // Rows that a policy hides are an error, and no index stands in for a table.
            "row_security = off",
            "enable_indexonlyscan = off",
            "max_parallel_workers_per_gather = 0",
            "jit = off",
            "work_mem = '64MB'",
            // One that waits for an exclusive lock makes all others wait behind it.
            "lock_timeout = '10s'",
            "idle_in_transaction_session_timeout = 0");

    /** Settings that not every version has. */
    private static final String OTHER_PINS =
            "SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('transaction_timeout', 'idle_session_timeout')";

    private final Connection connection;
    private String snapshot = "";

    PinnedSession(Connection connection, long statementMillis) throws SQLException {
        this.connection = connection;
        try {
            connection.setAutoCommit(true);
            execute("SET " + String.join("; SET ", PINS) + "; SET statement_timeout = " + statementMillis
                    + "; SET default_transaction_read_only = on");
            rows(OTHER_PINS);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** From now on it sees one state, its own. */
    void begin() throws SQLException {
        begin("");
    }

    /** @param exported what another session sees and has exported, as long as that session lives */
    void begin(String exported) throws SQLException {
        snapshot = exported;
        connection.setAutoCommit(false);
        execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                + (exported.isEmpty() ? "" : "; SET TRANSACTION SNAPSHOT '" + exported.replace("'", "''") + "'"));
    }

    /** Gives back the locks of all tables that were read, and sees the same as before. */
    void renew() throws SQLException {
        connection.commit();
        begin(snapshot);
    }

    /** Goes on after a query that failed, and sees the same as before. */
    void recover() throws SQLException {
        connection.rollback();
        begin(snapshot);
    }

    /**
     * From now on each query sees what is there by then. It commits, as a session does that is closed: reading tidies
     * pages, and the log of that is flushed soon only where a transaction does not end by a rollback.
     */
    void end() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    String exportSnapshot() throws SQLException {
        return text("SELECT pg_export_snapshot()");
    }

    /** The first column of the first row. */
    String text(String sql) throws SQLException {
        return rows(sql).get(0).get(0);
    }

    boolean holds(String sql) throws SQLException {
        return "t".equals(text(sql));
    }

    /** All rows, as text; a question mark in a query is an operator. */
    List<List<String>> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(sql)) {
                return TextRows.of(rows);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }
}
