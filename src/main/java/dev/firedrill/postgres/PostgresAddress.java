package dev.firedrill.postgres;

import dev.firedrill.process.ShellWord;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a restored database is reached as one of our own roles.
 *
 * @param passwordFile holds the password in the form of libpq's {@code .pgpass}; only its user may read it
 * @param authorities certificates in PEM that the server's must descend from; empty only on this host, where nothing is
 *     encrypted
 */
public record PostgresAddress(
        String host, int port, String database, String role, Path passwordFile, Optional<Path> authorities) {
    private static final String SECONDS_TO_LOG_IN = "30";
    private static final String THIS_HOST = "127.0.0.1";

    /** Reads what {@link #toMap} wrote. */
    public static PostgresAddress of(Map<String, String> map) {
        return new PostgresAddress(
                map.get("host"),
                Integer.parseInt(map.get("port")),
                map.get("database"),
                map.get("user"),
                Path.of(map.get("passwordFile")),
                Optional.ofNullable(map.get("authorities")).map(Path::of));
    }

    static PostgresAddress onThisHost(int port, String database, String role, Path passwordFile) {
        return new PostgresAddress(THIS_HOST, port, database, role, passwordFile, Optional.empty());
    }

    /** For the ledger; no secret is in it. */
    Map<String, String> toMap() {
        var map = new TreeMap<String, String>();
        map.put("host", host);
        map.put("port", Integer.toString(port));
        map.put("database", database);
        map.put("user", role);
        map.put("passwordFile", passwordFile.toString());
        authorities.ifPresent(file -> map.put("authorities", file.toString()));
        return map;
    }

    /** Writes the password's file anew. */
    void write(String password) {
        try {
            Files.deleteIfExists(passwordFile);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(passwordFile, mode);
            Files.writeString(passwordFile, host + ":*:*:" + role + ":" + password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + passwordFile, e);
        }
    }

    /**
     * A new connection; the caller closes it.
     *
     * @throws Inconclusive if the password's file cannot be read
     */
    Connection connect() throws SQLException {
        try {
            var line = Files.readString(passwordFile).strip();
            return login(line.substring(line.lastIndexOf(':') + 1));
        } catch (IOException e) {
            throw new Inconclusive(
                    "cannot read the password of the kept instance: " + e
                            + "\n  Remedy: be the user who had it kept, or restore it anew",
                    e);
        }
    }

    /** A new connection with that password; the caller closes it. */
    public Connection login(String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", sslMode());
        authorities.ifPresent(file -> {
            properties.setProperty("sslrootcert", file.toString());
            // What lies between drops connections that say nothing for some minutes, and tells nobody.
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("connectTimeout", SECONDS_TO_LOG_IN);
            properties.setProperty("loginTimeout", SECONDS_TO_LOG_IN);
        });
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "firedrill");
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(host, port, Jdbc.encoded(database)), properties);
    }

    private String sslMode() {
        return authorities.isPresent() ? "verify-full" : "disable";
    }

    /** What {@code psql} finds in its environment to connect by itself; a database's name may look like an option. */
    public Map<String, String> environment() {
        var environment = new TreeMap<>(Map.of(
                "PGHOST", host,
                "PGPORT", Integer.toString(port),
                "PGUSER", role,
                "PGDATABASE", database,
                "PGPASSFILE", passwordFile.toString()));
        authorities.ifPresent(file -> {
            environment.put("PGSSLMODE", sslMode());
            environment.put("PGSSLROOTCERT", file.toString());
        });
        return environment;
    }

    /** The whole command line, for a person to copy. */
    String commandLine() {
        var encrypted = authorities
                .map(file -> "PGSSLMODE=%s PGSSLROOTCERT=%s ".formatted(sslMode(), ShellWord.of(file.toString())))
                .orElse("");
        return "%sPGPASSFILE=%s psql -h %s -p %d -U %s -d %s"
                .formatted(encrypted, ShellWord.of(passwordFile.toString()), host, port, role, ShellWord.of(database));
    }
}
