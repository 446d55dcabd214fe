package dev.firedrill.postgres;

import dev.firedrill.process.ShellWord;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a restored database is reached as a role that cannot write.
 *
 * @param passwordFile holds the password in the form of libpq's {@code .pgpass}; only its user may read it
 */
public record PostgresAddress(int port, String database, String role, Path passwordFile) {
    private static final String HOST = "127.0.0.1";

    /** Reads what {@link #toMap} wrote. */
    public static PostgresAddress of(Map<String, String> map) {
        return new PostgresAddress(
                Integer.parseInt(map.get("port")),
                map.get("database"),
                map.get("user"),
                Path.of(map.get("passwordFile")));
    }

    /** For the ledger; no secret is in it. */
    Map<String, String> toMap() {
        var map = new TreeMap<String, String>();
        map.put("host", HOST);
        map.put("port", Integer.toString(port));
        map.put("database", database);
        map.put("user", role);
        map.put("passwordFile", passwordFile.toString());
        return map;
    }

    /** Writes the password's file anew. */
    void write(String password) {
        try {
            Files.deleteIfExists(passwordFile);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(passwordFile, mode);
            Files.writeString(passwordFile, HOST + ":*:*:" + role + ":" + password + "\n");
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
            return Jdbc.login(port, database, role, line.substring(line.lastIndexOf(':') + 1));
        } catch (IOException e) {
            throw new Inconclusive(
                    "cannot read the password of the kept instance: " + e
                            + "\n  Remedy: be the user who had it kept, or restore it anew",
                    e);
        }
    }

    /** What {@code psql} finds in its environment to connect by itself; a database's name may look like an option. */
    public Map<String, String> environment() {
        return Map.of(
                "PGHOST", HOST,
                "PGPORT", Integer.toString(port),
                "PGUSER", role,
                "PGDATABASE", database,
                "PGPASSFILE", passwordFile.toString());
    }

    /** The whole command line, for a person to copy. */
    String commandLine() {
        return "PGPASSFILE=%s psql -h %s -p %d -U %s -d %s"
                .formatted(ShellWord.of(passwordFile.toString()), HOST, port, role, ShellWord.of(database));
    }
}
