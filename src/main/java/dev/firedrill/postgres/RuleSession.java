package dev.firedrill.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One read-only transaction with one snapshot, in which nothing but the tables themselves is believed: no index answers
 * a query, no constraint stands in for a look at the data, and row security hides no row without an error.
 */
final class RuleSession implements AutoCloseable {
    private static final List<String> SETTINGS = List.of(
            "transaction_read_only = on",
            "row_security = off",
            "enable_indexscan = off",
            "enable_indexonlyscan = off",
            "enable_bitmapscan = off",
            "constraint_exclusion = off",
            "enable_partition_pruning = off",
            "work_mem = '64MB'",
            "standard_conforming_strings = on",
            "timezone = 'UTC'",
            "datestyle = 'ISO'");

    private static final int ROWS_AT_A_TIME = 1_000;

    private final RuledDatabase database;
    private final Connection connection;
    private boolean sorting;
    private Attempted attempted;

    private RuleSession(RuledDatabase database) throws SQLException {
        this.database = database;
        this.connection = database.connect();
    }

    static RuleSession open(RuledDatabase database) throws SQLException {
        return open(database, "");
    }

    /** @param snapshot what another session sees and has exported, as long as that session lives; empty for one's own */
    static RuleSession open(RuledDatabase database, String snapshot) throws SQLException {
        var session = new RuleSession(database);
        try {
            session.prepare(snapshot);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.connection.close();
            throw e;
        }
    }

    private void prepare(String snapshot) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        var settings = new ArrayList<String>();
        if (!snapshot.isEmpty()) {
            settings.add("SET TRANSACTION SNAPSHOT '" + snapshot.replace("'", "''") + "'");
        }
        settings.add(
                "SET LOCAL statement_timeout = " + database.statementTimeout().toMillis());
        var path = StandIns.path(database);
        if (path.isEmpty()) {
            execute(String.join("; ", settings));
            settings.clear();
            path = Optional.of(StandIns.refuse(this));
        }
        settings.add("SET LOCAL search_path = " + path.get());
        SETTINGS.forEach(setting -> settings.add("SET LOCAL " + setting));
        execute(String.join("; ", settings));
    }

    /** Something that returns no rows, and may contain what a user wrote. */
    void execute(String sql) throws SQLException {
        try (var statement = statement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    RuledDatabase database() {
        return database;
    }

    /** What another session can be opened with, to see what this one sees. */
    String exportSnapshot() throws SQLException {
        return rowsOf("SELECT pg_export_snapshot()").get(0).get(0);
    }

    /** Queries that answer several rules have the time that these would have had one after the other. */
    void timeoutFor(int rules) throws SQLException {
        long millis = Math.min(Integer.MAX_VALUE, database.statementTimeout().toMillis() * Math.max(1, rules));
        execute("SET LOCAL statement_timeout = " + millis);
    }

    /** Of several sessions at once each has one processor. */
    void withoutWorkers() throws SQLException {
        execute("SET LOCAL max_parallel_workers_per_gather = 0");
    }

    /** Whether GROUP BY sorts: many groups with large states do not fit into the memory of a hash table. */
    void group(boolean bySorting) throws SQLException {
        if (bySorting != sorting) {
            execute("SET LOCAL enable_hashagg = " + (bySorting ? "off" : "on"));
            sorting = bySorting;
        }
    }

    /** Something that is done in a session, and may fail. */
    @FunctionalInterface
    interface Attempt<T, E extends Exception> {
        T make() throws SQLException, E;
    }

    /** Leaves the session usable, with what it sees, when the attempt fails. */
    <T, E extends Exception> T attempt(Attempt<T, E> attempt) throws SQLException, E {
        var outer = attempted;
        boolean sorted = sorting;
        attempted = new Attempted();
        try {
            var made = attempt.make();
            if (attempted.before != null) {
                connection.releaseSavepoint(attempted.before);
            }
            return made;
        } catch (SQLException e) {
            sorting = sorted;
            if (attempted.before != null) {
                rollback(attempted.before, e);
            }
            throw e;
        } finally {
            attempted = outer;
        }
    }

    /** The state before the first statement of an attempt; many attempts need none, and so no savepoint. */
    private static final class Attempted {
        private Savepoint before;
    }

    private void beforeStatement() throws SQLException {
        if (attempted != null && attempted.before == null) {
            attempted.before = connection.setSavepoint();
        }
    }

    private Statement statement() throws SQLException {
        beforeStatement();
        return connection.createStatement();
    }

    private void rollback(Savepoint before, SQLException reason) {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** All rows of a query as text, with values in the place of its question marks. */
    List<List<String>> rows(String sql, Object... values) throws SQLException {
        beforeStatement();
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return TextRows.of(rows);
            }
        }
    }

    /** All rows of a query that may contain what a user wrote: a question mark in it is an operator. */
    List<List<String>> rowsOf(String sql) throws SQLException {
        try (var statement = statement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(sql)) {
                return TextRows.of(rows);
            }
        }
    }

    /** Hands the rows of a query that a user wrote to a reader, few at a time. */
    <T> T read(String sql, RowsReader<T> reader) throws SQLException {
        try (var statement = statement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (var rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            }
        }
    }

    /** Makes something of rows. */
    @FunctionalInterface
    interface RowsReader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
