package dev.firedrill.postgres.debian;

import dev.firedrill.postgres.UnixSocketFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The way in as superuser. */
record ClusterSocket(Path path) {
    Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", path.toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection("jdbc:postgresql://localhost/" + database, properties);
    }

    boolean accepts() {
        try (var connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives back the first column of the first row, or an empty text. */
    String sql(String database, String statement) {
        try (var connection = connect(database);
                var execution = connection.createStatement()) {
            if (!execution.execute(statement)) {
                return "";
            }
            var rows = execution.getResultSet();
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}
