package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.process.Command;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.HostFinding.State;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.PhaseRecord;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What this host lacks is found before anything is copied, with the remedy, and nothing is left. */
@Exhaustive
class HostRequirementsTest {
    @TempDir
    Path home;

    private PlantedBackup planted;
    private PlantedRun run;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.in(home);
        run = PlantedRun.of(home);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    /** INCONCLUSIVE with these words, and not even the work directory was made. */
    private void lacks(String... words) throws IOException {
        var restoration = run.cannotTell(words);
        assertThat(restoration.phases())
                .extracting(PhaseRecord::phase)
                .containsExactly(Phase.SELECT, Phase.PROVISION, Phase.DISCARD);
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    void a_socket_whose_path_would_be_too_long() throws IOException {
        var deep = home.resolve("w".repeat(90));
        run.in(deep);
        lacks("the path of the server's socket in " + deep, "bytes too long", "Remedy: set a workdir:");
        assertThat(deep).doesNotExist();
    }

    @Test
    void a_work_directory_on_a_disk_that_is_read_only() throws IOException {
        var disk = mounted("ro");
        run.in(disk.resolve("work"));
        lacks("cannot make the directory " + disk.resolve("work"), "read-only", "set another workdir:");
    }

    /** Nothing is run from there, so nothing need be executable. */
    @Test
    void a_work_directory_on_a_disk_that_is_mounted_noexec_will_do() throws IOException {
        run.in(mounted("noexec").resolve("work"));
        assertThat(run.restore().failure()).isEmpty();
        run.close();
        run = PlantedRun.of(home);
    }

    @Test
    void a_work_directory_that_the_account_of_the_server_cannot_reach() throws Exception {
        assumeTrue(isRoot(), "only root runs servers by another account");
        assertThat(restoredWith("env", "JAVA_TOOL_OPTIONS=-Dfiredrill.unprivileged=other_account"))
                .contains("INCONCLUSIVE", "the account that runs servers here cannot reach " + home, "Remedy: put the");
    }

    @Test
    void root_that_can_give_up_its_rights_in_no_way() throws Exception {
        assumeTrue(isRoot(), "an ordinary user has none to give up");
        assertThat(restoredWith("env", "PATH=/no/such/directory"))
                .contains(
                        "INCONCLUSIVE", "PostgreSQL refuses to be run by root", "Remedy: run Firedrill as an ordinary");
    }

    @Test
    void programs_that_are_named_and_not_there() throws IOException {
        var place = home.resolve("firedrill.yaml") + ":8: systems.crm.binaries: ";
        run.with("binaries", home.resolve("nowhere").toString());
        assertThatThrownBy(run::restore)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(
                        place + "there is no directory " + home.resolve("nowhere"), "Remedy: name the directory");
        run.nothingIsLeft();
        run = PlantedRun.of(home).with("binaries", planted.newest().toString());
        assertThatThrownBy(run::restore)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining(place + "there is no program [postgres] that this user may run, neither in "
                        + planted.newest() + " nor in " + planted.newest().resolve("bin"));
        run.nothingIsLeft();
    }

    @Test
    void programs_that_are_named_are_taken_and_the_log_says_why() throws IOException {
        var bundled = PostgresBinaries.bundled(PlantedBackup.STATE);
        run.with("binaries", bundled.bin().getParent().toString());
        assertThat(run.restore().log())
                .anyMatch(line -> line.contains("host: programs: PostgreSQL " + bundled.version() + " from "
                        + bundled.bin() + ": binaries: at " + home.resolve("firedrill.yaml") + ":8: systems.crm"));
    }

    /** 100,000 locks for each of 260,000 sessions are ten thousand gigabytes; and as many even for a hundred. */
    @Test
    void more_shared_memory_than_this_host_has() throws IOException {
        planted.control(260_000, 250_000, 100_000);
        run.withoutManifest(planted);
        lacks("max_connections = 260000", "and this host has ", "Remedy: drill on a host with more memory");
    }

    @ParameterizedTest
    @CsvSource({"5000, 128, max_connections = 5000", "260000, 20000, max_connections = 100"})
    void many_sessions_of_production_are_given_as_far_as_memory_allows(int sessions, int locks, String given)
            throws IOException {
        planted.control(sessions, 0, locks);
        var restoration = run.withoutManifest(planted).restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log()).anyMatch(line -> line.contains("host: memory: ") && line.contains(given + ","));
    }

    @ParameterizedTest
    @CsvSource({"wal_compression, lz4", "wal_compression, zstd", "default_toast_compression, lz4"})
    void a_compression_that_the_programs_are_built_without(String setting, String value) throws IOException {
        planted.says("postgresql.auto.conf", setting + " = '" + value + "'\n");
        lacks(
                "the cluster was run with " + setting + " = " + value + " (postgresql.auto.conf)",
                "is built without it",
                "Remedy: install postgresql-17 of your distribution, or set binaries:");
    }

    @Test
    void a_compression_that_the_programs_have() throws IOException {
        planted.says("postgresql.auto.conf", "wal_compression = on\n");
        assertThat(run.restore().failure()).isEmpty();
    }

    @Test
    void libraries_that_production_preloads_are_named() throws IOException {
        planted.says("postgresql.auto.conf", "shared_preload_libraries = 'pg_cron, auto_explain'\n");
        assertThat(run.restore().log())
                .anyMatch(line -> line.contains("host: extensions: production preloads pg_cron, auto_explain, which"));
    }

    @Test
    void every_file_that_may_not_be_read_is_named_before_any_is_read() throws Exception {
        assumeTrue(isRoot(), "in a JVM of its own that has given up root's rights");
        var first = planted.customers();
        var second = planted.newest().resolve("global/1262");
        for (var file : List.of(first, second)) {
            planted.replace(file, Files.readAllBytes(file));
            Files.setPosixFilePermissions(file, Set.of());
        }
        assertThat(restoredWith("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"))
                .contains("INCONCLUSIVE", "no permission to read ", first.toString(), second.toString(), "Remedy: let");
    }

    @Test
    void the_same_list_can_be_asked_without_restoring() throws IOException {
        planted.says("postgresql.auto.conf", "wal_compression = zstd\n");
        run.in(home.resolve("w".repeat(90)));
        var path = run.open();
        var system = run.run().configuration().system("crm", "a test");
        var foresight = path.foresee(system, new RestoreRequest("crm", "", "", "", false, "a test"));
        assertThat(foresight.backup().id())
                .isEqualTo(planted.newest().getFileName().toString());
        assertThat(foresight.host())
                .filteredOn(HostFinding::state, State.LACKING)
                .extracting(HostFinding::subject)
                .containsExactly("path of the socket", "compression");
        assertThat(foresight.host())
                .filteredOn(HostFinding::state, State.NOT_YET_KNOWN)
                .extracting(HostFinding::subject)
                .containsExactly("extensions", "collations");
        assertThat(run.run().restorations()).isEmpty();
        run.nothingIsLeft();
        assertThat(home.resolve("work")).doesNotExist();
    }

    private Path mounted(String option) throws IOException {
        assumeTrue(isRoot(), "only root can mount a disk");
        var disk = Files.createDirectories(home.resolve("disk"));
        var mounted = Command.of("mount", "-t", "tmpfs", "-o", option, "firedrill", disk.toString())
                .run();
        assumeTrue(mounted.exitCode() == 0, "this host does not let root mount a disk: " + mounted.output());
        return disk;
    }

    @AfterEach
    void unmount() {
        Command.of("umount", home.resolve("disk").toString()).run();
    }

    private String restoredWith(String... before) throws Exception {
        var child = ChildRestore.start(List.of(before), home);
        child.getOutputStream().close();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        assertThat(home.resolve("work")).doesNotExist();
        return said;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
