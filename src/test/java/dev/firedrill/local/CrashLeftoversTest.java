package dev.firedrill.local;

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
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed JVM leaves is known to the ledger, stops by itself where it runs, and is removed by the next run. */
class CrashLeftoversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    /** As soon as the first of the larger files is there: it copies still, or has just started its server. */
    @Test
    void a_jvm_killed_in_the_middle_of_a_restore_leaves_nothing_that_is_not_swept() throws Exception {
        var planted = PlantedBackup.in(home);
        var child = ChildRestore.start(List.of(), home);
        awaitAndKill(child, () -> !copied(planted).isEmpty());
        sweptClean();
    }

    @Test
    void a_jvm_killed_while_its_server_runs_leaves_nothing_that_is_not_swept() throws Exception {
        PlantedBackup.in(home);
        var child = ChildRestore.start(List.of(), home);
        try (var output = child.inputReader()) {
            assertThat(output.lines()
                            .filter(line -> line.startsWith(ChildRestore.DONE))
                            .findFirst())
                    .contains(ChildRestore.DONE + "PASS ");
            assertThat(PlantedRun.processesOf(home.resolve("work"))).isNotEmpty();
            awaitAndKill(child, () -> true);
        }
        assertThat(ledger()).extracting(LedgerEntry::kind).containsExactly("process", "directory");
        sweptClean();
    }

    @Test
    void a_directory_that_is_not_marked_as_ours_is_never_deleted() throws IOException {
        var letter =
                Files.writeString(Files.createDirectories(home.resolve("mine")).resolve("letter.txt"), "keep me");
        note("directory", letter.getParent().toString(), 0);
        var run = PlantedRun.of(home);
        run.open().sweep();
        assertThat(letter).hasContent("keep me");
        assertThat(run.run().lateFailures()).singleElement().asString().contains("was not made by Firedrill");
        assertThat(ledger()).hasSize(1);
    }

    @Test
    void a_process_that_took_over_the_number_is_left_alone() throws IOException {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            note("process", Long.toString(stranger.pid()), 12345);
            PlantedRun.of(home).open().sweep();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(ledger()).isEmpty();
        } finally {
            stranger.destroy();
        }
    }

    /** The file in which a server notes its number survives it, and the number may be a stranger's by then. */
    @Test
    void a_process_whose_number_stands_in_a_leftover_file_is_left_alone() throws IOException {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            var directory = OwnedDirectory.create(home.resolve("work/left"));
            var file = Files.createDirectories(directory.resolve("data")).resolve("postmaster.pid");
            Files.writeString(file, stranger.pid() + "\n");
            note("directory", directory.toString(), 0);
            var run = PlantedRun.of(home);
            run.open().sweep();
            assertThat(stranger.isAlive()).isTrue();
            run.nothingIsLeft();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void what_a_running_jvm_made_is_left_alone() throws IOException {
        var directory = OwnedDirectory.create(home.resolve("work/busy"));
        var self = ProcessHandle.current();
        write(new LedgerEntry(
                "busy-1",
                "busy",
                "local",
                "directory",
                directory.toString(),
                0,
                self.pid(),
                self.info().startInstant().orElseThrow().toEpochMilli(),
                false));
        PlantedRun.of(home).open().sweep();
        assertThat(directory).exists();
        assertThat(ledger()).hasSize(1);
    }

    private void awaitAndKill(Process child, Callable<Boolean> moment) throws Exception {
        try {
            await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(moment);
        } finally {
            Command.of("kill", "-KILL", Long.toString(child.pid())).runOrThrow("killing the JVM");
            child.waitFor();
        }
    }

    /** The server stops by itself, before anybody sweeps. */
    private void sweptClean() throws IOException {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(PlantedRun.processesOf(home.resolve("work")))
                .isEmpty());
        assertThat(ledger()).isNotEmpty();
        var run = PlantedRun.of(home);
        run.open().sweep();
        run.nothingIsLeft();
    }

    private List<Path> copied(PlantedBackup planted) throws IOException {
        var name = planted.newest().relativize(planted.customers());
        if (!Files.isDirectory(home.resolve("work"))) {
            return List.of();
        }
        try (var restores = Files.list(home.resolve("work"))) {
            return restores.map(restore -> restore.resolve("data").resolve(name))
                    .filter(Files::exists)
                    .toList();
        }
    }

    private List<LedgerEntry> ledger() {
        return PlantedRun.of(home).ledger().entries();
    }

    private void note(String kind, String reference, long started) throws IOException {
        write(new LedgerEntry("dead-1", "dead", "local", kind, reference, started, Integer.MAX_VALUE, 1, false));
    }

    private void write(LedgerEntry entry) throws IOException {
        var file = Files.createDirectories(home.resolve("ledger")).resolve(entry.id() + ".json");
        new ObjectMapper().writeValue(file.toFile(), entry);
    }
}
