package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.postgres.BinariesSearch;
import dev.firedrill.process.Command;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where this host cannot judge, the backup is neither passed nor failed. */
@Exhaustive
class HostFaultsTest {
    /** Root without the right to read what is not its own, as an ordinary user is. */
    private static final List<String> WITHOUT_RIGHTS =
            List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");

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

    @Test
    void a_file_that_may_not_be_read_is_named() throws Exception {
        var heap = planted.customers();
        planted.replace(heap, Files.readAllBytes(heap));
        Files.setPosixFilePermissions(heap, PosixFilePermissions.fromString("---------"));
        assertThat(restoredWithoutRights()).contains("INCONCLUSIVE", "no permission to read " + heap, "Remedy: let ");
    }

    @Test
    void a_directory_that_may_not_be_read_is_named() throws Exception {
        Files.setPosixFilePermissions(planted.newest(), PosixFilePermissions.fromString("---------"));
        assertThat(restoredWithoutRights()).contains("INCONCLUSIVE", "no permission to read " + planted.newest());
        Files.setPosixFilePermissions(planted.newest(), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_segment_that_may_not_be_read_is_named() throws Exception {
        var segment = planted.segment(1);
        planted.replace(segment, Files.readAllBytes(segment));
        Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("---------"));
        assertThat(restoredWithoutRights()).contains("INCONCLUSIVE", "no permission to read " + segment);
    }

    /** Firedrill may read it, being root, and the server, being nobody, may not: for the server the log would end there. */
    @Test
    void a_segment_that_only_the_server_may_not_read_is_copied_for_it() throws Exception {
        assumeTrue(isRoot(), "only root can give a file to another account");
        var segment = planted.segment(1);
        planted.replace(segment, Files.readAllBytes(segment));
        Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-------"));
        Command.of("chown", "12345", segment.toString()).runOrThrow("giving a segment away");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log())
                .anyMatch(line -> line.contains("because the server may not read " + planted.wal() + " itself"));
    }

    /** As in most containers, where root may not make user namespaces. */
    @Test
    void root_without_user_namespaces_restores_by_another_account() throws Exception {
        assumeTrue(isRoot(), "only root can become another account");
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        var open = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "open", mode);
        var other = PlantedBackup.in(open);
        try {
            for (var name : other.segments()) {
                var segment = other.wal().resolve(name);
                other.replace(segment, Files.readAllBytes(segment));
                Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-r--r--"));
            }
            var reached = Command.of(
                            "setpriv",
                            "--reuid",
                            "65534",
                            "--clear-groups",
                            "test",
                            "-r",
                            other.segment(0).toString())
                    .run();
            assumeTrue(reached.exitCode() == 0, "another account cannot enter " + open);
            assertThat(restored(List.of("env", "JAVA_TOOL_OPTIONS=-Dfiredrill.unprivileged=other_account"), open))
                    .contains(ChildRestore.DONE + "PASS");
        } finally {
            PlantedRun.of(open).open().sweep();
            other.clear(open);
        }
    }

    @Test
    void a_disk_that_is_too_small_is_found_before_anything_is_copied() throws IOException {
        assumeTrue(isRoot(), "only root can mount a small disk");
        var disk = Files.createDirectories(home.resolve("small"));
        var mounted = Command.of("mount", "-t", "tmpfs", "-o", "size=30m", "firedrill", disk.toString())
                .run();
        assumeTrue(mounted.exitCode() == 0, "this host does not let root mount a disk: " + mounted.output());
        try (var small = PlantedRun.of(home).in(disk.resolve("work"))) {
            small.cannotTell("the disk of " + disk.resolve("work") + " is too small", "nothing was copied");
            assertThat(disk).isEmptyDirectory();
        } finally {
            Command.of("umount", disk.toString()).runOrThrow("removing the small disk");
        }
    }

    @Test
    void a_work_directory_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(home.resolve("work"), "in the way");
        run.cannotTell("cannot make the directory " + home.resolve("work"), "set another workdir:");
    }

    /** It is looked through before a server is started, which would wait for what nobody writes. */
    @Test
    void a_pipe_in_the_place_of_a_segment_does_not_block_for_ever() throws IOException {
        var segment = planted.segment(2);
        Files.delete(segment);
        Command.of("mkfifo", segment.toString()).runOrThrow("making a pipe, which blocks whoever reads it");
        var before = PlantedBackup.sample().archived("").newestCommit().minusMillis(300);
        run.refused(Verdict.INCONCLUSIVE, before.toString(), segment.toString(), "is a pipe or a device");
    }

    /** The log never comes: the server waits for it, and is given up with all that it started. */
    @Test
    void a_restore_that_outlives_its_deadline_is_given_up_and_nothing_runs_on() throws IOException {
        var made = PlantedBackup.sample().facts().asOf().minusSeconds(1);
        var list = Files.writeString(
                home.resolve("list"),
                "{\"id\": \"" + planted.newest().getFileName() + "\", \"madeAt\": \"" + made + "\"}\n");
        var seen = Files.createDirectory(home.resolve("seen"));
        // What is looked through beforehand comes at once; what the server asks for does not.
        var fetch = "test -e %1$s/%%f && sleep 600; touch %1$s/%%f; cp %2$s/%%f %%p".formatted(seen, planted.wal());
        var backup =
                "{type: command, list: 'cat %s', restore: 'cp -R %s/{id}/. {directory}', walFetch: '%s', walList: 'ls %s'}"
                        .formatted(list, planted.backups(), fetch, planted.wal());
        run.with("backup", backup).with("deadline", "6s");
        run.refused(Verdict.INCONCLUSIVE, "", "outlived its deadline of 6 s", "raise deadline:");
    }

    @Test
    void a_query_that_never_ends_does_not_outlive_the_deadline() throws IOException {
        run.with("deadline", "4s").with("verify", "['select pg_sleep(3600)']");
        run.cannotTell("outlived its deadline of 4 s");
    }

    @Test
    void a_version_that_this_host_lacks_is_nobodys_fault() {
        assertThatThrownBy(() -> BinariesSearch.onThisHost(PlantedBackup.STATE).find(9, Optional.empty()))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("this host has no PostgreSQL 9", "Remedy: install PostgreSQL 9");
    }

    /** What a restore by an ordinary user says; root gives up its rights in a JVM of its own. */
    private String restoredWithoutRights() throws Exception {
        if (!isRoot()) {
            return "INCONCLUSIVE " + run.cannotTell("").failure().orElseThrow().getMessage();
        }
        var possible = Command.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all", "true")
                .run();
        assumeTrue(possible.exitCode() == 0, "this host does not let root give up its rights: " + possible.output());
        var said = restored(WITHOUT_RIGHTS, home);
        assertThat(home.resolve("work"))
                .satisfiesAnyOf(work -> assertThat(work).doesNotExist(), work -> assertThat(work)
                        .isEmptyDirectory());
        assertThat(run.ledger().entries()).isEmpty();
        return said;
    }

    private static String restored(List<String> before, Path home) throws Exception {
        var child = ChildRestore.start(before, home);
        child.getOutputStream().close();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        return said;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
