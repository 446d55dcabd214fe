package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.verdict.Inconclusive;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A session that looks at the structure of a database; each statement is a transaction of its own. */
final class StructureSession implements AutoCloseable {
    private final Connection connection;

    private StructureSession(Connection connection) {
        this.connection = connection;
    }

    static StructureSession open(RuledDatabase database) throws SQLException {
        var session = new StructureSession(database.connect());
        try {
            // What production put into its search path must not stand in for a function of the server.
            session.set("search_path", "pg_catalog");
            session.set("row_security", "off");
            session.set(
                    "statement_timeout",
                    Long.toString(database.statementTimeout().toMillis()));
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    void set(String name, String value) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config(?, ?, false)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    int major() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /**
     * The schema that amcheck is in, as an identifier.
     *
     * @throws Inconclusive if it is not installed
     */
    String amcheck() throws SQLException {
        var found = rows(
                "select quote_ident(n.nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace"
                        + " where e.extname = 'amcheck'",
                1);
        if (found.isEmpty()) {
            throw new Inconclusive("the extension amcheck is not here\n  Remedy: install PostgreSQL's contrib modules"
                    + " on this host (postgresql-contrib), or let the bundled PostgreSQL be used");
        }
        return found.get(0).get(0);
    }

    /** The first rows of a query, as text. */
    List<List<String>> rows(String sql, int most) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setMaxRows(most);
            try (var rows = statement.executeQuery(sql)) {
                var found = new ArrayList<List<String>>();
                while (rows.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(rows.getString(i));
                    }
                    found.add(row);
                }
                return found;
            }
        }
    }

    List<List<String>> rows(String sql) throws SQLException {
        return rows(sql, 0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
