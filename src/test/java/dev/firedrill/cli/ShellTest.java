package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.KeptPostgres;
import dev.firedrill.process.Command;
import dev.firedrill.process.NewSession;
import dev.firedrill.restore.KeptInstance;
import dev.firedrill.restore.KeptInstances;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.LedgerEntry;
import dev.firedrill.restore.Platforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restored and kept by one command, found again by the next, discarded without a trace. */
class ShellTest {
    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void plant() throws IOException {
        typed = Typed.on(home);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        typed.configured("").nothingStays();
    }

    @Test
    void a_system_is_restored_and_kept_and_it_is_said_how_to_connect_and_discard() throws Exception {
        typed.run("shell", "shop")
                .isPass()
                .says("Restoring shop (latest)", "Restored shop · latest · backup base-", "Nothing was checked")
                .says("connect: PGPASSFILE=" + home + "/w/", "psql -h 127.0.0.1 -p ", "-U firedrill_check -d shop")
                .says("discard: firedrill sweep --kept shop --config " + typed.file());
        assertThat(typed.ledger()).hasSize(2).allMatch(LedgerEntry::kept);
        assertThat(orders(kept().get(0))).isPositive();
    }

    /** The password must be found again, and by nobody else. */
    @Test
    void no_secret_is_written_anywhere_but_into_a_file_of_this_user_alone() throws Exception {
        typed.run("shell", "shop").isPass();
        var file = Path.of(kept().get(0).address().get("passwordFile"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var password = Files.readString(file).strip().split(":")[4];
        try (var files = Files.walk(home.resolve(".firedrill"))) {
            for (var other : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(other)).doesNotContain(password);
            }
        }
    }

    @Test
    void one_that_is_kept_is_used_again_unless_another_is_asked_for() {
        typed.run("shell", "shop").isPass();
        var first = kept().get(0).restoration();
        typed.run("shell", "shop").isPass().says("Using what is kept: shop · latest", "Kept: " + first);
        assertThat(kept()).hasSize(1);
        var point = "name:" + PlantedBackup.sample().facts().restorePoint().name();
        typed.run("shell", "shop", "--at", point).isPass().says("Restored shop · " + point);
        typed.run("shell", "shop", "--random", "30d", "--seed", "1").isPass().says("random 30d");
        typed.run("shell", "shop", "--fresh").isPass().says("Restored shop · latest");
        assertThat(kept()).hasSize(4);
    }

    /** A script without job control, and all that it starts, are one group of processes: Ctrl-C reaches each of them. */
    @Test
    void ctrl_c_in_the_script_that_asked_for_it_does_not_end_what_is_kept() throws Exception {
        var line = new ArrayList<>(NewSession.line("sh", "-c", "\"$@\" && echo && echo && exec cat", "script"));
        line.addAll(ChildCommand.line("shell", "shop", "--config", typed.file().toString()));
        var script = new ProcessBuilder(line).redirectErrorStream(true).start();
        try {
            var said = script.inputReader()
                    .lines()
                    .takeWhile(text -> !text.isEmpty())
                    .toList();
            assertThat(said).anyMatch(text -> text.startsWith("Kept: "));
            var server = typed.ledger().stream()
                    .filter(entry -> entry.kind().equals("process"))
                    .map(entry -> Long.parseLong(entry.reference()))
                    .findFirst()
                    .orElseThrow();
            assertThat(groupOf(script.pid())).isEqualTo(script.pid());
            assertThat(groupOf(server)).isNotEqualTo(script.pid());
            Command.of("kill", "-INT", "--", "-" + script.pid()).runOrThrow("typing Ctrl-C");
            assertThat(script.waitFor(30, TimeUnit.SECONDS))
                    .as("the script ended")
                    .isTrue();
        } finally {
            script.destroyForcibly();
        }
        assertThat(orders(kept().get(0))).isPositive();
    }

    private static long groupOf(long process) throws IOException {
        var status = Files.readString(Path.of("/proc/" + process + "/stat"));
        return Long.parseLong(status.substring(status.lastIndexOf(')') + 2).split(" ")[2]);
    }

    @Test
    void one_whose_server_was_stopped_is_not_used_again() {
        typed.run("shell", "shop").isPass();
        var stopped = typed.ledger().stream()
                .filter(entry -> entry.kind().equals("process"))
                .findFirst()
                .orElseThrow();
        ProcessHandle.of(Long.parseLong(stopped.reference())).orElseThrow().destroyForcibly();
        ProcessHandle.of(Long.parseLong(stopped.reference()))
                .ifPresent(server -> server.onExit().join());
        typed.run("shell", "shop").isPass().says("Restored shop · latest");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void a_bad_backup_fails_and_nothing_is_left() throws IOException {
        Files.delete(newest().resolve("global/pg_control"));
        typed.run("shell", "shop").isFail("FAIL  shop · latest", "global/pg_control");
        typed.nothingIsLeft();
    }

    @Test
    void what_cannot_be_told_is_inconclusive_and_nothing_is_left() throws IOException {
        Files.delete(newest().resolve("backup_manifest"));
        typed.run("shell", "shop").isInconclusive("INCONCLUSIVE  shop · latest", "no backup_manifest", "Remedy: ");
        typed.nothingIsLeft();
    }

    @Test
    void a_user_is_told_of_mistakes_before_anything_is_restored() throws IOException {
        typed.run("shell", "billing").isMistake("asks for system [billing]", "it knows [shop]", "Remedy: ");
        typed.run("shell", "shop", "--copy", "dr").isMistake("has no copy [dr]", "Remedy: ");
        typed.run("shell", "shop", "--at", "yesterday").isMistake("cannot read the recovery target [yesterday]");
        typed.run("shell", "shop", "--random", "soon").isMistake("cannot read the duration [soon]");
        typed.run("shell", "shop", "-Dpostgres.port=1").isMistake("-Dpostgres.port", "Remedy: ");
        typed.run("shell").isMistake("Missing required parameter: 'SYSTEM'", "Usage: firedrill shell");
        typed.run("shell", "shop", "--frehs").isMistake("Unknown option: '--frehs'", "--fresh");
        Files.delete(typed.file());
        typed.run("shell", "shop").isMistake(typed.file() + ": no such file", "Remedy: ");
        typed.configured("    verfy: [select 1]\n");
        typed.run("shell", "shop").isMistake("verfy", "Remedy: ");
    }

    private Path newest() throws IOException {
        try (var backups = Files.list(home.resolve("backups"))) {
            return backups.findFirst().orElseThrow();
        }
    }

    private List<KeptInstance> kept() {
        return new KeptInstances(Ledger.in(home.resolve(".firedrill")), Platforms.installed()).of("shop");
    }

    private static long orders(KeptInstance kept) throws SQLException {
        try (var connection = new KeptPostgres(kept, null).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from orders")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
