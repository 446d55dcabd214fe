package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.assertj.core.api.AssertProvider;

/** A database in which a test plants offences as superuser, and which rules look at as the role of the checks. */
final class RulesDatabase implements RuledDatabase, AssertProvider<PostgresAssert>, RuleListener {
    static final String PASSWORD = UUID.randomUUID().toString();

    final List<RuleOutcome> outcomes = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    Duration timeout = Duration.ofMinutes(1);
    String role = "firedrill_check";
    Samples samples = Samples.KEYS;
    String lastPass = "";
    List<String> asked = List.of();
    /** Null: they cannot be believed. */
    List<Long> counts = List.of();

    KnownOffences known = KnownOffences.NONE;
    /** Is told the number of each connection before it is made. */
    IntConsumer connecting = number -> {};

    private int connections;

    RecoveryPoint point = new RecoveryPoint(Instant.parse("2026-11-22T03:14:07Z"), "", "the test", "");

    private final PostgresServer server;
    private final String name;

    RulesDatabase(PostgresServer server, String name) {
        this(server, name, "template1 STRATEGY wal_log");
    }

    private RulesDatabase(PostgresServer server, String name, String template) {
        this.server = server;
        this.name = name;
        try (var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same files in a new database, of which the server has no page in memory yet. */
    RulesDatabase copy() {
        return new RulesDatabase(server, name + "_copy", name + " STRATEGY file_copy");
    }

    void drop() throws SQLException {
        try (var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("DROP DATABASE IF EXISTS " + name + "_copy WITH (FORCE)");
        }
    }

    /** Runs statements as superuser. */
    RulesDatabase plant(String... statements) {
        try (var connection = server.superuser(name);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a setting and a query give a superuser, who believes indexes. */
    String asSuperuser(String setting, String query) {
        try (var connection = server.superuser(name);
                var statement = connection.createStatement()) {
            statement.execute(setting);
            try (var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What each query gives a superuser; nothing where the server refuses it. */
    List<Optional<String>> tried(List<String> queries) {
        try (var connection = server.superuser(name);
                var statement = connection.createStatement()) {
            return queries.stream().map(query -> tried(statement, query)).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> tried(Statement statement, String query) {
        try (var rows = statement.executeQuery(query)) {
            rows.next();
            return Optional.of(rows.getString(1));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** The first column of a query, in a session as rules have it. */
    List<String> inRuleSession(String sql) {
        try (var session = RuleSession.open(this)) {
            return session.rowsOf(sql).stream().map(row -> row.get(0)).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file of a table or index. */
    Path file(String relation) {
        return server.dataDirectory()
                .resolve(inRuleSession("SELECT pg_relation_filepath('" + relation + "')")
                        .get(0));
    }

    RuleOutcome last() {
        return outcomes.get(outcomes.size() - 1);
    }

    @Override
    public Connection connect() throws SQLException {
        connecting.accept(++connections);
        return server.login(name, role, PASSWORD);
    }

    @Override
    public RuleContext context() {
        return new RuleContext("orders · latest · backup B1", this, samples, id -> lastPass)
                .with(known)
                .with(this::counted);
    }

    private List<Long> counted(List<String> rules) {
        asked = rules;
        if (counts == null) {
            throw new Inconclusive("evidence line 2: it was altered");
        }
        return counts;
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return point;
    }

    @Override
    public Duration statementTimeout() {
        return timeout;
    }

    @Override
    public PostgresAssert assertThat() {
        return new PostgresAssert(this);
    }

    @Override
    public void ruleStarted(String id, String description) {
        told.add("started " + id + ": " + description);
    }

    @Override
    public void ruleFinished(RuleOutcome outcome) {
        told.add("finished " + outcome.id());
        outcomes.add(outcome);
    }
}
