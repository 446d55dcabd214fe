package dev.firedrill.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
            "standard_conforming_strings = on",
            "timezone = 'UTC'",
            "datestyle = 'ISO'");

    private static final int ROWS_AT_A_TIME = 1_000;

    private final RuledDatabase database;
    private final Connection connection;

    private RuleSession(RuledDatabase database) throws SQLException {
        this.database = database;
        this.connection = database.connect();
    }

    static RuleSession open(RuledDatabase database) throws SQLException {
        var session = new RuleSession(database);
        try {
            session.prepare(database.statementTimeout().toMillis());
            return session;
        } catch (SQLException | RuntimeException e) {
            session.connection.close();
            throw e;
        }
    }

    private void prepare(long timeoutMillis) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = connection.createStatement()) {
            for (var setting : SETTINGS) {
                statement.execute("SET LOCAL " + setting);
            }
            statement.execute("SET LOCAL statement_timeout = " + timeoutMillis);
        }
    }

    RuledDatabase database() {
        return database;
    }

    /** The first row of a query, as whole numbers; NULL counts as 0. */
    long[] counts(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            var counts = new long[rows.getMetaData().getColumnCount()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = rows.getLong(i + 1);
            }
            return counts;
        }
    }

    /** All rows of a query as text, with values in the place of its question marks. */
    List<List<String>> rows(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return texts(rows);
            }
        }
    }

    /** All rows of a query that may contain what a user wrote: a question mark in it is an operator. */
    List<List<String>> rowsOf(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return texts(rows);
        }
    }

    /** Hands the rows of a query that a user wrote to a reader, few at a time. */
    <T> T read(String sql, RowsReader<T> reader) throws SQLException {
        try (var statement = connection.createStatement()) {
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

    private static List<List<String>> texts(ResultSet rows) throws SQLException {
        var all = new ArrayList<List<String>>();
        int width = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            var row = new ArrayList<String>(width);
            for (int i = 1; i <= width; i++) {
                row.add(rows.getString(i));
            }
            all.add(row);
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
