package dev.firedrill.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Names in JDBC addresses, and connections over TCP. */
final class Jdbc {
    private Jdbc() {}

    static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** A connection as one of our own roles to a server on this host. */
    static Connection login(int port, String database, String role, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "firedrill");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + encoded(database), properties);
    }
}
