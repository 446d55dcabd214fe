package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.KeptPostgres;
import dev.firedrill.process.Meanwhile;
import dev.firedrill.process.ShellWord;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.restore.KeptInstances;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's terminal, played by {@code script}, in which {@code firedrill shell} opens this host's own clients. */
@NeedsTool({"script", "psql", "redis-cli"})
class HostClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A terminal without one is asked where its cursor is, and does not answer. */
    private static final String SIZE = "stty rows 24 columns 80; ";

    private static final String CTRL_C = "\003";

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void plant() throws IOException {
        typed = Typed.on(home);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        typed.nothingStays();
    }

    @Test
    void psql_asks_the_restored_database_and_ctrl_c_ends_no_more_than_its_query() throws Exception {
        var terminal = terminal("shop");
        try (var keyboard = terminal.getOutputStream()) {
            type(keyboard, "select 'answer ' || 6 * 7;\n");
            type(keyboard, "select pg_sleep(600) from orders;\n");
            await().atMost(PATIENCE).until(this::isAsleep);
            type(keyboard, CTRL_C);
            await().atMost(PATIENCE).until(() -> !isAsleep());
            type(keyboard, "\\q\n");
            var screen = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(screen).contains("Kept: ", "answer 42", "canceling statement due to user request");
            assertThat(terminal.waitFor()).as(screen).isZero();
        }
        assertThat(typed.ledger()).hasSize(2);
    }

    @Test
    void redis_cli_asks_the_restored_redis_and_may_not_write() throws Exception {
        try (var production = ProductionRedis.start(home.resolve("production"));
                var client = production.client()) {
            client.set("greeting", "hello from production");
            production.save(home.resolve("backup/sessions.rdb"));
        }
        Files.writeString(
                typed.file(),
                "defaults: {workdir: ./w}\nsystems:\n  cache: {engine: redis, backup: {type: rdb, file: backup/sessions.rdb}}\n");
        var terminal = terminal("cache");
        try (var keyboard = terminal.getOutputStream()) {
            var screen = new StringBuffer();
            var reading = Meanwhile.begin(() -> read(terminal, screen));
            // It throws away what was typed before it asks.
            typeWhenAsked(keyboard, screen, "> ", "get greeting\r");
            typeWhenAsked(keyboard, screen, "\"hello from production\"", "set greeting goodbye\r");
            typeWhenAsked(keyboard, screen, "NOPERM", "quit\r");
            assertThat(terminal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(reading.outcome()).contains("Kept: ").doesNotContain("rules: ");
        } finally {
            terminal.destroyForcibly();
        }
        assertThat(typed.ledger()).hasSize(2);
    }

    private static String read(Process terminal, StringBuffer screen) {
        try (var lines = terminal.inputReader()) {
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                screen.append((char) c);
            }
            return screen.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void typeWhenAsked(OutputStream keyboard, StringBuffer screen, String shown, String keys)
            throws IOException {
        await().atMost(PATIENCE).until(() -> screen.indexOf(shown) >= 0);
        type(keyboard, keys);
    }

    private Process terminal(String system) throws IOException {
        var line = ChildCommand.line("shell", system, "--config", typed.file().toString()).stream()
                .map(ShellWord::of)
                .collect(Collectors.joining(" "));
        var builder = new ProcessBuilder("script", "-qec", SIZE + line, "/dev/null").redirectErrorStream(true);
        builder.environment().put("PAGER", "cat");
        builder.environment().put("PSQLRC", "/dev/null");
        return builder.start();
    }

    private static void type(OutputStream keyboard, String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private boolean isAsleep() throws SQLException {
        var kept = new KeptInstances(Ledger.in(home.resolve(".firedrill")), Platforms.installed()).of("shop");
        if (kept.isEmpty()) {
            return false;
        }
        try (var connection = new KeptPostgres(kept.get(0), null).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1 from pg_stat_activity"
                        + " where state = 'active' and query like 'select pg_sleep%'")) {
            return rows.next();
        }
    }
}
