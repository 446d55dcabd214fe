package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.process.Command;
import dev.firedrill.restore.LedgerEntry;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each obstacle that is planted is named, with a remedy; and looking changes nothing. */
class DoctorTest {
    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void plant() throws IOException {
        typed = Typed.on(home);
    }

    @Test
    void where_all_is_well_it_says_so_and_changes_nothing() throws IOException {
        var before = listing();
        typed.run("doctor")
                .isPass()
                .says("ok  java ", "ok  maven ", typed.file() + "\n", "1 system, 0 out of scope", "shop\n")
                .says("backups ", "1, the newest base-", "programs ", "disk ", "permissions ", "account of the server ")
                .says("Nothing stands in the way of a drill", "Next: firedrill run weekly --config ");
        assertThat(listing()).isEqualTo(before);
        typed.nothingIsLeft();
    }

    @Test
    void only_the_systems_that_are_named_are_looked_at() throws IOException {
        typed.configured("  crm: {engine: postgresql, backup: {type: base-backup, directory: nowhere}}\n");
        typed.run("doctor", "shop").isPass();
        doctor("crm").isProblem(ExitCode.FAIL, "no usable backup: there is no directory " + home.resolve("nowhere"));
        doctor("crn").isProblem(ExitCode.CONFIGURATION, "asks for system [crn]", "remedy: ");
    }

    @Test
    void mistakes_of_the_configuration_are_all_named() throws IOException {
        typed.configured("    objectives: {rto: soon}\n    verfy: [select 1]\n");
        doctor().isProblem(ExitCode.CONFIGURATION, "rto", "verfy", "2 mistakes", "remedy: ", "2 problems");
        Files.delete(typed.file());
        doctor().isProblem(ExitCode.CONFIGURATION, typed.file() + ": no such file", "ok  java");
    }

    @Test
    void a_secret_that_does_not_resolve_is_named() throws IOException {
        typed.configured("  crm: {engine: postgresql, backup: {type: pgbackrest, stanza: '${FIREDRILL_NO_SUCH}'}}\n");
        doctor().isProblem(ExitCode.CONFIGURATION, "environment variable [FIREDRILL_NO_SUCH] is not set", "remedy: ");
    }

    @Test
    void keys_of_a_backup_that_its_type_does_not_know_are_named() throws IOException {
        typed.configured("  crm: {engine: postgresql, backup: {type: base-backup, directory: backups, wall: wal}}\n");
        doctor().isProblem(ExitCode.CONFIGURATION, "knows no key [wall]", "remedy: ");
    }

    @Test
    void a_rule_that_would_not_run_is_named() throws IOException {
        var rules = Files.createDirectories(home.resolve("suites/rules/shop"));
        Files.writeString(rules.resolve("wipe.sql"), "delete from orders");
        doctor().isProblem(ExitCode.CONFIGURATION, "wipe.sql:1: begins with [delete]", "remedy: ");
        Files.delete(rules.resolve("wipe.sql"));
        Files.writeString(
                Files.createDirectories(home.resolve("suites/rules/shp")).resolve("a.sql"), "select 1");
        doctor().isProblem(ExitCode.CONFIGURATION, "belongs to no system");
    }

    @Test
    void a_tool_that_this_host_lacks_is_named() throws IOException {
        typed.configured(
                "  crm: {engine: postgresql, backup: {type: pgbackrest, stanza: main, program: /nowhere/pgbackrest}}\n");
        doctor().isProblem(ExitCode.INCONCLUSIVE, "/nowhere/pgbackrest", "remedy: ");
    }

    @Test
    void a_damaged_backup_is_named() throws IOException {
        Files.delete(newest().resolve("global/pg_control"));
        doctor().isProblem(ExitCode.FAIL, "global/pg_control", "it is missing");
    }

    @Test
    void a_work_directory_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(home.resolve("w"), "in the way");
        doctor().isProblem(ExitCode.INCONCLUSIVE, home.resolve("w").toString(), "remedy: ");
    }

    @Test
    void an_old_backup_is_a_warning() throws IOException {
        typed.configured("    objectives: {backupAge: 1s}\n");
        typed.run("doctor").isPass().says("warn", "old, allowed are 1s", "remedy: ", "1 warning.");
    }

    @Test
    void a_disk_that_is_too_small_is_named() throws IOException {
        assumeTrue(isRoot(), "only root can mount a small disk");
        var disk = Files.createDirectories(home.resolve("w"));
        var mounted = Command.of("mount", "-t", "tmpfs", "-o", "size=30m", "firedrill", disk.toString())
                .run();
        assumeTrue(mounted.exitCode() == 0, "this host does not let root mount a disk: " + mounted.output());
        try {
            doctor().isProblem(ExitCode.INCONCLUSIVE, "the disk of " + disk + " is too small", "remedy: ");
        } finally {
            Command.of("umount", disk.toString()).runOrThrow("removing the small disk");
        }
    }

    @Test
    void a_backup_that_this_user_may_not_read_is_named() throws Exception {
        assumeTrue(isRoot(), "an ordinary user reads what it makes here");
        Files.setPosixFilePermissions(newest(), PosixFilePermissions.fromString("---------"));
        var line = new ArrayList<>(List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"));
        line.addAll(ChildCommand.line("doctor", "--config", typed.file().toString()));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Files.setPosixFilePermissions(newest(), PosixFilePermissions.fromString("rwx------"));
        assertThat(said).contains("problem", "no permission to read " + newest(), "remedy: let ");
        assertThat(code).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void what_a_killed_run_left_and_what_was_kept_are_named() throws IOException {
        var directory = OwnedDirectory.create(home.resolve("w/left"));
        note(directory, false);
        typed.run("doctor")
                .isPass()
                .says("warn", "1 thing that a killed run left", "remedy: firedrill sweep --config ");
        note(directory, true);
        typed.run("doctor").isPass().says("1 thing of instances that were kept", "sweep --config ", " --kept");
        assertThat(directory).exists();
    }

    @Test
    void a_run_that_is_under_way_is_named() throws IOException {
        var lock = Files.createDirectories(home.resolve(".firedrill")).resolve("lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            typed.run("doctor").isPass().says("a run of checks is under way");
        }
        assertThat(typed.run("doctor").isPass().out()).doesNotContain("under way");
    }

    @Test
    void a_sample_that_is_not_made_yet_is_not_made_by_looking() throws IOException {
        Files.writeString(typed.file(), "systems: {shop: {engine: postgresql, backup: {type: sample}}}");
        typed.run("doctor").isPass().says("later", "made by the first restore", "account of the server ");
        assertThat(home.resolve("target")).doesNotExist();
    }

    private record Told(Typed.Ended ended) {
        void isProblem(int exitCode, String... words) {
            assertThat(ended.out()).contains(words).contains("problem").doesNotContain("\tat ");
            assertThat(ended.exitCode()).as(ended.out()).isEqualTo(exitCode);
        }
    }

    private Told doctor(String... systems) {
        var line = new ArrayList<>(List.of("doctor"));
        line.addAll(List.of(systems));
        return new Told(typed.run(line.toArray(String[]::new)));
    }

    private Path newest() throws IOException {
        try (var backups = Files.list(home.resolve("backups"))) {
            return backups.findFirst().orElseThrow();
        }
    }

    private void note(Path directory, boolean kept) throws IOException {
        var file = Files.createDirectories(home.resolve(".firedrill/ledger")).resolve("dead-1.json");
        new ObjectMapper()
                .writeValue(
                        file.toFile(),
                        new LedgerEntry("dead-1", "dead", "local", "directory", directory.toString(), 0, 1, 1, kept));
    }

    private Map<String, String> listing() throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(home)) {
            for (var file : files.toList()) {
                found.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return found;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
