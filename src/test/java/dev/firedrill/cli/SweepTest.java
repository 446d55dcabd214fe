package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.process.Command;
import dev.firedrill.restore.LedgerEntry;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left is removed and named; what is somebody's is left and named. */
class SweepTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void plant() throws IOException {
        typed = Typed.on(home);
    }

    @Test
    void where_nothing_was_left_it_says_so() {
        typed.run("sweep").isPass().says("Nothing was left");
    }

    @Test
    void what_a_killed_command_left_is_removed_and_named() throws Exception {
        var child = ChildCommand.start("shell", "shop", "--config", typed.file().toString());
        try {
            await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(this::isCopying);
        } finally {
            Command.of("kill", "-KILL", Long.toString(child.pid())).runOrThrow("killing the JVM");
            child.waitFor();
        }
        assertThat(typed.ledger()).isNotEmpty();
        typed.run("sweep")
                .isPass()
                .says("removed", "directory", home.resolve("w").toString(), " 0 kept");
        await().atMost(PATIENCE).untilAsserted(typed::nothingIsLeft);
    }

    private boolean isCopying() throws IOException {
        if (!Files.isDirectory(home.resolve("w"))) {
            return false;
        }
        try (var files = Files.walk(home.resolve("w"))) {
            return files.anyMatch(file -> file.endsWith("data/base"));
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void what_a_person_kept_stays_until_it_is_discarded_by_name() throws IOException {
        typed.configured("  billing: {engine: postgresql, backup: {type: base-backup, directory: backups}}\n");
        typed.run("shell", "shop").isPass();
        typed.run("sweep").isPass().says("kept", "shop · latest · backup base-", "sweep --kept");
        typed.run("sweep", "--kept", "billing").isPass().says("0 removed", "2 kept");
        assertThat(typed.ledger()).hasSize(2);
        typed.run("sweep", "--kept", "shop").isPass().says("removed  process", "removed  directory", "2 removed");
        typed.nothingIsLeft();
    }

    @Test
    void what_a_running_process_made_is_left_and_named() throws IOException {
        var directory = OwnedDirectory.create(home.resolve("w/busy"));
        var self = ProcessHandle.current();
        note(new LedgerEntry(
                "busy-1",
                "busy",
                "local",
                "directory",
                directory.toString(),
                0,
                self.pid(),
                self.info().startInstant().orElseThrow().toEpochMilli(),
                false));
        typed.run("sweep", "--kept").isPass().says("in use", "1 in use by a process that still runs");
        assertThat(directory).exists();
    }

    @Test
    void what_cannot_be_removed_is_inconclusive_and_named() throws IOException {
        var letter =
                Files.writeString(Files.createDirectories(home.resolve("mine")).resolve("letter.txt"), "keep me");
        note(new LedgerEntry(
                "dead-1", "dead", "local", "directory", letter.getParent().toString(), 0, 1, 1, false));
        var ended = typed.run("sweep");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        ended.says("LEFT BEHIND", letter.getParent().toString(), "was not made by Firedrill", "INCONCLUSIVE");
        assertThat(letter).hasContent("keep me");
    }

    @Test
    void a_user_is_told_of_mistakes() throws IOException {
        typed.run("sweep", "shop").isMistake("together with --kept only");
        typed.run("sweep", "--kept", "billing").isMistake("asks for system [billing]");
        Files.delete(typed.file());
        typed.run("sweep").isMistake("no such file");
    }

    private void note(LedgerEntry entry) throws IOException {
        var file = Files.createDirectories(home.resolve(".firedrill/ledger")).resolve(entry.id() + ".json");
        new ObjectMapper().writeValue(file.toFile(), entry);
    }
}
