package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.process.Command;
import dev.firedrill.report.ConsoleTable;
import dev.firedrill.report.Screen;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that firedrill.yaml lists are read and checked with no Java class. */
class BuiltInObjectsTest {
    @TempDir
    private Path home;

    private Path store;

    @BuiltInChecks
    static class Backups {}

    @BeforeEach
    void plant() throws IOException {
        store = Files.createDirectory(home.resolve("store"));
        Files.writeString(store.resolve("a"), "hello");
        Files.writeString(store.resolve("b"), "world");
        Command.of("sh", "-c", "cd '" + store + "' && sha256sum a b > SHA256SUMS")
                .runOrThrow("listing");
    }

    @Test
    void each_rule_is_a_check_and_nothing_is_left() throws Exception {
        var checks = run("");
        assertThat(checks.red()).isEmpty();
        assertThat(checks.names())
                .containsExactly(
                        "files · latest · checksums",
                        "files · latest · no object is missing",
                        "files · latest · no object is extra",
                        "files · latest · sizes as listed",
                        "files · latest · there is content",
                        "files · latest · read within 30 days",
                        "files · latest · size as on former days",
                        "files · latest · age of the newest object");
        var restoration = checks.run().restorations().get(0);
        assertThat(restoration.disposal()).isEqualTo(Restoration.Disposal.DISCARDED);
        assertThat(restoration.wasLookedInto()).isTrue();
        assertThat(restoration.rules())
                .filteredOn(rule -> rule.verdict() == Verdict.WARN)
                .extracting(RuleOutcome::id)
                .containsExactly("objects-size");
        assertThat(checks.run().lateFailures()).isEmpty();
    }

    @Test
    void the_table_says_that_nothing_was_restored_and_how_much_was_read() throws Exception {
        var run = run(", budget: 5B").run();
        assertThat(ConsoleTable.of(run, Path.of("index.html"), Screen.ofPlatform(false)))
                .contains(
                        "read in place",
                        "not measured",
                        "files: 1 of 2 objects read in this run, 50.0 % within 30 days")
                .contains("WARN files: rule objects-size: insufficient data: 0 of 5 days");
    }

    @Test
    void an_altered_object_turns_its_check_red_and_no_other() throws Exception {
        Files.writeString(store.resolve("a"), "HELLO");
        var checks = run("");
        assertThat(checks.red()).containsOnlyKeys("files · latest · checksums");
    }

    @Test
    void an_empty_store_turns_every_check_red() throws Exception {
        Command.of("sh", "-c", "rm '" + store + "'/*").runOrThrow("emptying");
        assertThat(run("").red()).hasSize(8);
    }

    private LaunchedChecks run(String keys) throws Exception {
        var yaml =
                """
                systems:
                  files:
                    engine: objects
                    backup: {type: directory, directory: store%s}
                    restores: {daily: [latest]}
                """
                        .formatted(keys);
        return LaunchedChecks.run(
                Files.writeString(home.resolve("firedrill.yaml"), yaml), "daily & integrity", Map.of(), Backups.class);
    }
}
