package dev.firedrill.aws.moto;

import dev.firedrill.junit.PlantedProject;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Restores in a JVM of its own, to which the host name of each instance that moto makes leads to this host. */
final class ChildRestore {
    private ChildRestore() {}

    /** @param arguments the home, the target, moto's endpoint, and what is asked of the restored database */
    public static void main(String[] arguments) throws SQLException {
        var home = Path.of(arguments[0]);
        var own = OwnRestore.in(home);
        try (var account = new Administrator(URI.create(arguments[2]), MotoServer.REGION)) {
            var naming = naming(account.client(RdsClient.builder()), HostNames.of(home));
            naming.start();
            var restoration = own.restore(arguments[1]);
            naming.interrupt();
            restoration.log().forEach(System.out::println);
            System.out.println(restoration.verdict() + " " + answer(restoration, arguments[3]));
            own.path().discard(restoration);
            System.out.println(own.isOver() ? "nothing is left" : own.run().lateFailures());
        }
    }

    private static String answer(Restoration restoration, String query) throws SQLException {
        if (restoration.instance().isEmpty()) {
            return String.valueOf(restoration.failure());
        }
        var instance = (PostgresInstance) restoration.instance().get();
        try (var connection = instance.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Thread naming(RdsClient rds, HostNames names) {
        var thread = new Thread(() -> nameAll(rds, names), "names");
        thread.setDaemon(true);
        return thread;
    }

    private static void nameAll(RdsClient rds, HostNames names) {
        Set<String> named = new HashSet<>();
        try {
            while (true) {
                for (var instance : rds.describeDBInstances().dbInstances()) {
                    name(instance, named, names);
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void name(DBInstance instance, Set<String> named, HostNames names) throws IOException {
        if (named.add(instance.dbInstanceIdentifier())) {
            names.add(instance.endpoint().address());
        }
    }

    /** What it is started with. */
    static List<String> line(HostNames names, Path home, String target, URI moto, String query) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                names.option(),
                // A name that is looked up too early is looked up again.
                "-Dsun.net.inetaddr.negative.ttl=0",
                "-cp",
                PlantedProject.classPath(),
                ChildRestore.class.getName(),
                home.toString(),
                target,
                moto.toString(),
                query);
    }
}
