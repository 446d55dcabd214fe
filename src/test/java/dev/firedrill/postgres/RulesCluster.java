package dev.firedrill.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real PostgreSQL for all tests of rules; each test gets an empty database of its own. */
public final class RulesCluster implements ParameterResolver {
    private static final Path STATE = Path.of("target", "test-state").toAbsolutePath();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RulesDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (OfThisJvm.ASKED != null) {
            return OfThisJvm.database(context);
        }
        var running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RulesCluster.class))
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
        return running.database();
    }

    /** PIT plans each test by itself, thousands of them: one server serves all, and each database goes with its test. */
    private static final class OfThisJvm {
        /** Where it lies; PIT kills its JVMs, whose servers end by themselves and whose files stay there. */
        static final String ASKED = System.getProperty("firedrill.tests.one.cluster");

        private static Running running;

        static synchronized RulesDatabase database(ExtensionContext context) {
            if (running == null) {
                running = start(Path.of(ASKED));
            }
            var database = running.database();
            context.getStore(ExtensionContext.Namespace.create(OfThisJvm.class))
                    .put(database, (AutoCloseable) database::drop);
            return database;
        }

        private static Running start(Path place) {
            try {
                if (Files.exists(place)) {
                    Running.delete(place);
                }
                Files.createDirectories(place);
                return Running.in(Files.createTempDirectory(place, "rules"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A server for tests that are not Jupiter's. */
    static Running start() {
        return Running.start();
    }

    record Running(PostgresServer server, Path directory) implements AutoCloseable {
        static Running start() {
            try {
                return in(Files.createTempDirectory("rules"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        static Running in(Path directory) {
            try {
                // The server's own user must be able to pass through it.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
                var binaries = PostgresBinaries.bundled(STATE);
                NewCluster.create(binaries, directory.resolve("data"));
                var server = PostgresServer.start(
                        binaries,
                        directory.resolve("data"),
                        directory.resolve("run"),
                        "postgres",
                        ServerSettings.ofThrowawayServer());
                if (!server.awaitReady(() -> false)) {
                    throw new IllegalStateException("no server: " + server.log());
                }
                createRoles(server);
                return new Running(server, directory);
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        RulesDatabase database() {
            return new RulesDatabase(server, "rules" + DATABASES.incrementAndGet());
        }

        private static void createRoles(PostgresServer server) throws SQLException {
            try (var connection = server.superuser("postgres");
                    var statement = connection.createStatement()) {
                for (var role : PostgresServer.TCP_ROLES) {
                    statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + RulesDatabase.PASSWORD + "'");
                }
                statement.execute("GRANT pg_read_all_data TO firedrill_check");
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            delete(directory);
        }

        static void delete(Path directory) throws IOException {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
