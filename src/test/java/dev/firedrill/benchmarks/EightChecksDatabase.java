package dev.firedrill.benchmarks;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.Command;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A shop of 14.1 million rows on a server of its own, for the eight checks of the procedures. */
final class EightChecksDatabase implements RuledDatabase, RuleListener, AutoCloseable {
    private static final String ROLE = "firedrill_check";
    private static final String PASSWORD = "benchmark";
    private static final Path SCRIPTS = Path.of("benchmarks").toAbsolutePath();

    private final PostgresServer server;
    private final String name;
    private final List<RuleOutcome> outcomes = new ArrayList<>();

    private EightChecksDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Makes it where it is missing. */
    static EightChecksDatabase in(Path place) throws IOException, SQLException {
        var directory = Files.createDirectories(place.resolve("eight-checks"));
        var made = directory.resolve("made");
        var data = directory.resolve("data");
        var binaries = PostgresBinaries.bundled(place.resolve(".firedrill"));
        if (!Files.exists(made)) {
            NewCluster.create(binaries, data);
        }
        var server = PostgresServer.start(
                binaries, data, directory.resolve("run"), "postgres", ServerSettings.ofThrowawayServer());
        if (!server.awaitReady(() -> false)) {
            throw new IllegalStateException("no server: " + server.log());
        }
        var database = new EightChecksDatabase(server, "postgres");
        if (!Files.exists(made)) {
            database.execute(Files.readString(SCRIPTS.resolve("eight-checks-database.sql"))
                    .split(";\\s*\\n"));
            database.execute(
                    "create role " + ROLE + " login password '" + PASSWORD + "'",
                    "grant pg_read_all_data to " + ROLE,
                    "create database empty");
            Files.createFile(made);
        }
        // A restored instance has the same: its passwords are random.
        database.execute("set scram_iterations = 1", "alter role " + ROLE + " password '" + PASSWORD + "'");
        return database;
    }

    /** A database of the same server. */
    EightChecksDatabase named(String other) {
        return new EightChecksDatabase(server, other);
    }

    void execute(String... statements) throws SQLException {
        try (var connection = server.superuser(name);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What psql answers to a file of statements: one line for each. */
    List<String> psql(String file) {
        var line = "PGPASSWORD=%s psql -h 127.0.0.1 -p %d -U %s -d %s -X -q -At -v ON_ERROR_STOP=1 -f \"$1\""
                .formatted(PASSWORD, server.port(), ROLE, name);
        return Command.of("sh", "-c", line, "psql", SCRIPTS.resolve(file).toString())
                .runOrThrow("psql")
                .lines()
                .filter(text -> text.matches("\\d+"))
                .toList();
    }

    /** What the rules found since the last call. */
    List<RuleOutcome> outcomes() {
        var found = List.copyOf(outcomes);
        outcomes.clear();
        return found;
    }

    @Override
    public Connection connect() throws SQLException {
        return server.login(name, ROLE, PASSWORD);
    }

    @Override
    public RuleContext context() {
        return new RuleContext("benchmark", this, Samples.KEYS);
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return new RecoveryPoint(Instant.now(), "", "the clock", "");
    }

    @Override
    public void ruleStarted(String id, String description) {
        // Only what was found matters.
    }

    @Override
    public void ruleFinished(RuleOutcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void close() {
        server.close();
    }
}
