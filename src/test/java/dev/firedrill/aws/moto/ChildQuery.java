package dev.firedrill.aws.moto;

import dev.firedrill.junit.PlantedProject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Asks a database in a JVM that knows the names of {@link HostNames} alone. */
final class ChildQuery {
    /** What it says when it runs, and before it looks up the database's host. */
    static final String STARTED = "started";

    /** Of the environment: a password is no argument. */
    static final String PASSWORD = "PGPASSWORD";

    private ChildQuery() {}

    /** @param arguments the address, the user, and the query, whose first value is printed once a line was read */
    public static void main(String[] arguments) throws IOException, SQLException {
        System.out.println(STARTED + " at " + InetAddress.getByName("localhost").getHostAddress());
        System.in.read();
        try (var connection = DriverManager.getConnection(arguments[0], arguments[1], System.getenv(PASSWORD));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(arguments[2])) {
            rows.next();
            System.out.println(rows.getString(1));
        }
    }

    static Process start(HostNames names, String password, String address, String user, String query)
            throws IOException {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        names.option(),
                        "-cp",
                        PlantedProject.classPath(),
                        ChildQuery.class.getName(),
                        address,
                        user,
                        query))
                .redirectErrorStream(true);
        builder.environment().put(PASSWORD, password);
        return builder.start();
    }
}
