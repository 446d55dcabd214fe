package dev.firedrill.postgres.dump;

import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.verdict.Inconclusive;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Statements of ours to the cluster that a dump is loaded into, as its superuser and outside of the dump's database. */
record ClusterSql(PostgresServer server) {
    private static final String DATABASE = "template1";

    /**
     * Executes a statement.
     *
     * @param statement in which each {@code %I} stands for a name and each {@code %L} for a literal
     */
    void execute(String statement, String... values) {
        try (var connection = server.superuser(DATABASE)) {
            var text = formatted(connection, statement, values);
            try (var made = connection.createStatement()) {
                made.execute(text);
            }
        } catch (SQLException e) {
            throw new Inconclusive("cannot prepare the server for the dump: " + e.getMessage(), e);
        }
    }

    private static String formatted(Connection connection, String statement, String... values) throws SQLException {
        try (var format = connection.prepareStatement("select format(?, variadic ?::text[])")) {
            format.setString(1, statement);
            format.setArray(2, connection.createArrayOf("text", values));
            try (var rows = format.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** The first column of what a query of the catalogs returns. */
    List<String> query(String query) {
        try (var connection = server.superuser(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new Inconclusive("cannot ask the server that the dump is loaded into: " + e.getMessage(), e);
        }
    }

    /** Whether the host has a locale, however it writes the name of its encoding. */
    boolean knowsLocale(String name) {
        return query("select collcollate from pg_collation where collprovider = 'c'").stream()
                .anyMatch(known -> plain(known).equals(plain(name)));
    }

    private static String plain(String locale) {
        return locale == null ? "" : locale.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** A new cluster has this database, too; a dump of one of that name makes its own. */
    void makeRoomFor(String database) {
        if (database.equals("postgres")) {
            execute("drop database postgres");
        }
    }
}
