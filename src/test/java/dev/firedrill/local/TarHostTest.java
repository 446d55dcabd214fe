package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.process.Command;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as different users meet them, and a host that is too small for what they unpack to. */
@Exhaustive
class TarHostTest {
    @TempDir
    Path home;

    private Path place;
    private PlantedTarBackup tar;

    @AfterEach
    void all_is_gone() throws IOException {
        if (place != null) {
            PlantedRun.of(place).open().sweep();
            assertThat(PlantedRun.of(place).ledger().entries()).isEmpty();
            if (Files.exists(place.resolve("work"))) {
                assertThat(place.resolve("work")).isEmptyDirectory();
            }
        }
    }

    private Path plant(Path where) throws IOException {
        place = where;
        tar = PlantedTarBackup.insteadOf(PlantedBackup.in(where), Compression.GZIP);
        var file = tar.write();
        tar.writeLog(tar.segments().subList(0, 2));
        return file;
    }

    @Test
    void an_archive_that_may_not_be_read_is_named() throws Exception {
        var file = plant(home);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertThat(restored(withoutRights(), home))
                .contains("INCONCLUSIVE", "no permission to read " + file, "Remedy: let ");
    }

    @Test
    void root_without_its_rights_restores_as_an_ordinary_user_does() throws Exception {
        plant(home);
        assertThat(restored(withoutRights(), home)).contains(ChildRestore.DONE + "PASS");
    }

    /** As in most containers, where root may not make user namespaces. */
    @Test
    void root_without_user_namespaces_restores_by_another_account() throws Exception {
        assumeTrue(isRoot(), "only root can become another account");
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        var open = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "open", mode);
        try {
            plant(open);
            var line = List.of("setpriv", "--reuid", "65534", "--clear-groups", "test", "-x", open.toString());
            assumeTrue(Command.of(line).run().exitCode() == 0, "another account cannot enter " + open);
            var other = List.of("env", "JAVA_TOOL_OPTIONS=-Dfiredrill.unprivileged=other_account");
            assertThat(restored(other, open)).contains(ChildRestore.DONE + "PASS");
            var own = "{type: base-backup, directory: '" + open.resolve("backups") + "'}";
            assertThat(said(ChildRestore.start(other, open, own, ChildRestore.OF_THE_SAMPLE)))
                    .contains(ChildRestore.DONE + "PASS");
        } finally {
            PlantedRun.of(open).open().sweep();
            Command.of("rm", "-r", open.toString()).runOrThrow("removing " + open);
            place = null;
        }
    }

    @Test
    void a_disk_that_is_too_small_is_found_before_anything_is_unpacked() throws IOException {
        assumeTrue(isRoot(), "only root can mount a small disk");
        plant(home);
        onADiskOf("30m", run -> run.cannotTell("is too small", "nothing was copied"));
    }

    /** What a compressed archive unpacks to is only guessed where no manifest says it. */
    @Test
    void a_disk_that_fills_up_while_an_archive_is_unpacked_is_no_bad_backup() throws IOException {
        assumeTrue(isRoot(), "only root can mount a small disk");
        plant(home);
        Files.delete(tar.manifest());
        tar.with("base/zeros", new byte[300 << 20]).write();
        onADiskOf("250m", run -> run.withManifest("optional").cannotTell("No space left on device"));
    }

    @Test
    void a_jvm_killed_while_it_unpacks_leaves_nothing_that_is_not_swept() throws Exception {
        plant(home);
        var child = ChildRestore.start(List.of(), home);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isUnpacking() || !child.isAlive());
        child.destroyForcibly().waitFor();
        assertThat(PlantedRun.of(home).ledger().entries()).isNotEmpty();
        assertThat(Path.of(System.getProperty("java.io.tmpdir")))
                .isDirectoryNotContaining("glob:**libzstd*")
                .isDirectoryNotContaining("glob:**/firedrill[0-9]*");
    }

    private boolean isUnpacking() throws IOException {
        if (!Files.exists(home.resolve("work"))) {
            return false;
        }
        try (var files = Files.walk(home.resolve("work"))) {
            return files.anyMatch(file -> file.endsWith("data/backup_label"));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private interface OnDisk {
        void restore(PlantedRun run) throws IOException;
    }

    private void onADiskOf(String size, OnDisk restore) throws IOException {
        var disk = Files.createDirectories(home.resolve("small"));
        var mounted = Command.of("mount", "-t", "tmpfs", "-o", "size=" + size, "firedrill", disk.toString())
                .run();
        assumeTrue(mounted.exitCode() == 0, "this host does not let root mount a disk: " + mounted.output());
        try (var small = PlantedRun.of(home).in(disk.resolve("work"))) {
            restore.restore(small);
        } finally {
            Command.of("umount", disk.toString()).runOrThrow("removing the small disk");
        }
    }

    /** Root without the right to read what is not its own, as an ordinary user is. */
    private static List<String> withoutRights() {
        if (!isRoot()) {
            return List.of();
        }
        var line = List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");
        var tried = new ArrayList<>(line);
        tried.add("true");
        var possible = Command.of(tried).run();
        assumeTrue(possible.exitCode() == 0, "this host does not let root give up its rights: " + possible.output());
        return line;
    }

    private static String restored(List<String> before, Path home) throws Exception {
        return said(ChildRestore.start(before, home));
    }

    private static String said(Process child) throws Exception {
        child.getOutputStream().close();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        return said;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
