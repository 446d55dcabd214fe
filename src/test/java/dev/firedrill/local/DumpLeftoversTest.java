package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsLocale;
import dev.firedrill.testing.NeedsShared;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.SharedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of dumps in a JVM of their own: one is killed while psql works, one has a server of another account. */
@NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_dump")
@NeedsLocale("en_US.UTF-8")
@NeedsShared(SharedFiles.CHINOOK)
@Exhaustive
class DumpLeftoversTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void a_jvm_killed_while_a_dump_is_loaded_leaves_nothing_that_is_not_swept() throws Exception {
        var dump = PlantedDump.of("plain.sql", home.resolve("backups"));
        dump.replace("\nALTER TABLE ONLY public.album\n", "\nselect pg_sleep(3600);\nALTER TABLE ONLY public.album\n");
        var child = ChildRestore.start(List.of(), home, backup(home));
        try {
            await().atMost(PATIENCE).until(() -> processes().stream().anyMatch(line -> line.contains("/psql ")));
        } finally {
            child.destroyForcibly().waitFor();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(processes()).isEmpty());
        var run = PlantedRun.of(home, backup(home));
        assertThat(run.ledger().entries()).isNotEmpty();
        run.open().sweep();
        run.nothingIsLeft();
    }

    /** As in most containers, where root may not make user namespaces. */
    @Test
    void root_without_user_namespaces_restores_by_another_account() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another account");
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        var open = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "open", mode);
        var entered = Command.of("setpriv", "--reuid", "65534", "--clear-groups", "test", "-x", open.toString());
        try {
            assumeTrue(entered.run().exitCode() == 0, "another account cannot enter " + open);
            var dump = PlantedDump.of("plain.sql", open.resolve("backups"));
            Command.of("gzip", dump.file().toString()).runOrThrow("compressing");
            var child = ChildRestore.start(
                    List.of("env", "JAVA_TOOL_OPTIONS=-Dfiredrill.unprivileged=other_account"), open, backup(open));
            child.getOutputStream().close();
            assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(ChildRestore.DONE + "PASS");
        } finally {
            // Its server dies with the JVM, which takes a moment, and removes files of its own meanwhile.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(PlantedRun.processesOf(open))
                    .isEmpty());
            PlantedRun.of(open, backup(open)).open().sweep();
            DumpedChinook.delete(open);
        }
    }

    private static String backup(Path home) {
        return "{type: pg_dump, file: '%s'}".formatted(home.resolve("backups/*"));
    }

    private List<String> processes() {
        return PlantedRun.processesOf(home.resolve("work"));
    }
}
