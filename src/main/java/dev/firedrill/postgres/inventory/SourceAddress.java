package dev.firedrill.postgres.inventory;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.UnixSocketFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

/**
 * Where a source answers, as libpq has it: {@code postgresql://auditor@db1:5432/orders?sslmode=verify-full}, or
 * {@code postgresql:///orders?host=/var/run/postgresql&user=auditor}. A password is never part of it: it comes from {@code PGPASSWORD},
 * or from {@code ~/.pgpass} (or {@code PGPASSFILE}).
 */
public final class SourceAddress {
    private static final int USUAL_PORT = 5432;
    private static final int LOGIN_SECONDS = 30;
    /** Keys of libpq, and what the driver calls them. */
    private static final Map<String, String> KEYS = Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "channel_binding", "channelBinding",
            "connect_timeout", "loginTimeout");

    private static final List<String> OWN_KEYS = List.of("host", "port", "user");

    private static final String REMEDY = "write postgresql://USER@HOST:5432/DATABASE";

    private final String shown;
    private final String url;
    private final Properties properties;

    private SourceAddress(String shown, String url, Properties properties) {
        this.shown = shown;
        this.url = url;
        this.properties = properties;
    }

    /**
     * Reads an address.
     *
     * @throws ConfigurationMistake if it is none, or if a password stands in it, where every user of the host reads it
     */
    public static SourceAddress parse(String text, UnaryOperator<String> environment) {
        var uri = uri(text);
        if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
            throw mistake("it is no address of a PostgreSQL", REMEDY);
        }
        var path = uri.getPath() == null ? "" : uri.getPath();
        if (path.length() < 2) {
            throw mistake("it names no database", REMEDY);
        }
        var given = parameters(uri.getRawQuery());
        var user = uri.getUserInfo();
        if (user != null && user.contains(":") || given.containsKey("password")) {
            throw mistake(
                    "a password stands in it, which everybody on this host can read",
                    "leave it out, and give it as PGPASSWORD in the environment or in ~/.pgpass");
        }
        var properties = properties(given);
        properties.setProperty(
                "user", user == null ? given.getOrDefault("user", System.getProperty("user.name")) : user);
        var password = environment.apply("PGPASSWORD");
        if (password != null && !password.isEmpty()) {
            properties.setProperty("password", password);
        }
        int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
        var host = uri.getHost() == null ? given.getOrDefault("host", "localhost") : uri.getHost();
        if (host.startsWith("/")) {
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", host + "/.s.PGSQL." + given.getOrDefault("port", "" + port));
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
            host = "localhost";
        }
        var database = URLEncoder.encode(path.substring(1), StandardCharsets.UTF_8);
        return new SourceAddress(text, "jdbc:postgresql://%s:%d/%s".formatted(host, port, database), properties);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw mistake("it is no address: " + e.getReason(), REMEDY);
        }
    }

    private static Map<String, String> parameters(String query) {
        var given = new HashMap<String, String>();
        for (var pair : query == null ? new String[0] : query.split("&")) {
            var parts = pair.split("=", 2);
            given.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return given;
    }

    private static Properties properties(Map<String, String> given) {
        var properties = new Properties();
        properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        properties.setProperty("ApplicationName", "firedrill inventory");
        properties.setProperty("readOnly", "true");
        given.forEach((key, value) -> {
            if (KEYS.containsKey(key)) {
                properties.setProperty(KEYS.get(key), value);
            } else if (!OWN_KEYS.contains(key)) {
                throw mistake(
                        "[" + key + "] is not understood",
                        "known are " + KEYS.keySet().stream().sorted().toList() + ", and " + OWN_KEYS);
            }
        });
        return properties;
    }

    private static ConfigurationMistake mistake(String problem, String remedy) {
        return new ConfigurationMistake("--from", problem, remedy);
    }

    /** A new connection; the caller closes it. */
    public Connection login() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return shown;
    }
}
