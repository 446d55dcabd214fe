package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.KeptPostgres;
import dev.firedrill.process.ShellWord;
import dev.firedrill.restore.KeptInstances;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's terminal, played by {@code script}, in which {@code firedrill shell} opens this host's psql. */
@NeedsTool({"script", "psql"})
class PsqlTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
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
        var terminal = terminal();
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

    private Process terminal() throws IOException {
        var line = ChildCommand.line("shell", "shop", "--config", typed.file().toString()).stream()
                .map(ShellWord::of)
                .collect(Collectors.joining(" "));
        var builder = new ProcessBuilder("script", "-qec", line, "/dev/null").redirectErrorStream(true);
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
