package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.process.Command;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which programs are taken, and why; programs of the host are the bundled ones in disguise. */
class BinariesSearchTest {
    private static PostgresBinaries bundled;

    @TempDir
    Path host;

    @BeforeAll
    static void unpack() {
        bundled = PostgresBinaries.bundled(PracticeCluster.STATE);
    }

    private ChosenBinaries find(int major, String... directories) {
        return find(major, host.resolve("no-pg_config"), directories);
    }

    private ChosenBinaries find(int major, Path pgConfig, String... directories) {
        var places =
                List.of(directories).stream().map(name -> host + "/" + name).toList();
        return new BinariesSearch(PracticeCluster.STATE, places, pgConfig.toString()).find(major, Optional.empty());
    }

    private Path hasBundledAt(String directory) throws IOException {
        return script(directory + "/postgres", "exec " + bundled.program("postgres") + " \"$@\"")
                .getParent();
    }

    private Path script(String name, String text) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(host.resolve(name).getParent());
        return Files.writeString(Files.createFile(host.resolve(name), mode), "#!/bin/sh\n" + text + "\n");
    }

    @Test
    void programs_of_the_host_come_before_the_bundled_ones() throws IOException {
        var place = hasBundledAt("pgsql-17/bin");
        var chosen = find(17, "lib/postgresql/%d/bin", "pgsql-%d/bin");
        assertThat(chosen.binaries()).isEqualTo(new PostgresBinaries(place, 17, bundled.version()));
        assertThat(chosen).hasToString("PostgreSQL " + bundled.version() + " from " + place + ": this host's");
    }

    @Test
    void programs_that_pg_config_names_come_next() throws IOException {
        var place = hasBundledAt("odd/place");
        assertThat(find(17, script("pg_config", "echo " + place), "pgsql-%d/bin")
                        .toString())
                .endsWith(place + ": this host's, as pg_config says");
    }

    @Test
    void programs_of_another_version_or_that_do_not_run_are_passed_over_and_named() throws IOException {
        hasBundledAt("pgsql/bin");
        script("pgsql-16/bin/postgres", "exit 126");
        assertThatThrownBy(() -> find(16, "pgsql-%d/bin", "pgsql/bin"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(
                        "this host has no PostgreSQL 16 (passed over: " + host + "/pgsql-16/bin does not run; " + host
                                + "/pgsql/bin is PostgreSQL " + bundled.version() + ")",
                        "bundled is " + bundled.version(),
                        "Remedy: install PostgreSQL 16 on this host, name its directory with binaries:");
    }

    @Test
    void the_bundled_programs_are_taken_where_the_host_has_none() {
        assertThat(find(17, "pgsql-%d/bin").toString())
                .isEqualTo("PostgreSQL %s from %s: bundled, since this host has no PostgreSQL 17"
                        .formatted(bundled.version(), bundled.bin()));
    }

    @Test
    void programs_that_are_named_may_lie_there_or_in_bin() {
        for (var place : List.of(bundled.bin(), bundled.bin().getParent())) {
            assertThat(named(17, place).binaries().bin()).isEqualTo(bundled.bin());
        }
        assertThat(named(17, bundled.bin()).why()).isEqualTo("binaries: at firedrill.yaml:5 names them");
    }

    @Test
    void programs_that_are_named_and_of_another_version_are_a_mistake() {
        assertThatThrownBy(() -> named(15, bundled.bin()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessage(
                        "firedrill.yaml:5: the backup is of PostgreSQL 15, but the programs in %s are PostgreSQL %s%n"
                                        .formatted(bundled.bin(), bundled.version())
                                + "  Remedy: name the directory of PostgreSQL 15, or remove the key: then this host's are looked"
                                + " for, and the bundled ones");
    }

    @Test
    void programs_that_are_named_and_do_not_run_are_a_mistake() throws IOException {
        script("broken/postgres", "echo no such library >&2; exit 127");
        assertThatThrownBy(() -> named(17, host.resolve("broken")))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("firedrill.yaml:5: ", "/broken/postgres does not run", "no such library");
    }

    /** What a server was built with, and which locales its host has, it says itself. */
    @Test
    void a_server_is_asked_what_it_knows() {
        assertThat(bundled.accepts("wal_compression", "pglz")).isTrue();
        assertThat(bundled.accepts("wal_compression", "lz4")).isFalse();
        assertThat(bundled.accepts("lc_monetary", "C")).isTrue();
        assertThat(bundled.accepts("lc_monetary", "tlh_QO.UTF-8")).isFalse();
        assertThatThrownBy(() -> bundled.accepts("no_such_setting", "1"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("unrecognized configuration parameter");
    }

    @Test
    void programs_on_a_disk_that_is_mounted_noexec_are_refused_with_the_remedy() throws IOException {
        var disk = Files.createDirectory(host.resolve("disk"));
        var mounted = Command.of("mount", "-t", "tmpfs", "-o", "noexec", "firedrill", disk.toString())
                .run();
        assumeTrue(mounted.exitCode() == 0, "only root can mount a disk");
        try {
            Files.copy(bundled.bin().resolve("postgres"), disk.resolve("postgres"));
            assertThatThrownBy(() -> PostgresBinaries.in(disk))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContainingAll("cannot run " + disk.resolve("postgres"), "Permission denied", "noexec");
        } finally {
            Command.of("umount", disk.toString()).runOrThrow("removing the disk");
        }
    }

    private static ChosenBinaries named(int major, Path place) {
        return BinariesSearch.onThisHost(PracticeCluster.STATE)
                .find(major, Optional.of(new PlacedPath(place, "firedrill.yaml:5")));
    }
}
