package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.PlacedPath;
import dev.firedrill.postgres.dump.DumpPrograms;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which programs load a dump; those of this host are scripts that say a version. */
class DumpProgramsTest {
    private static final List<String> CLIENTS = List.of("pg_restore", "psql", "initdb");

    @TempDir
    Path host;

    @Test
    void the_dumps_own_version_is_taken() throws IOException {
        install(15, CLIENTS);
        install(16, CLIENTS);
        assertThat(find(15).binaries().major()).isEqualTo(15);
        assertThat(find(15).why()).doesNotContain("the dump is of");
    }

    @Test
    void else_the_next_newer_one_and_it_is_said() throws IOException {
        install(14, CLIENTS);
        install(16, CLIENTS);
        install(17, CLIENTS);
        assertThat(find(15).binaries().major()).isEqualTo(16);
        assertThat(find(15).why()).endsWith("; the dump is of PostgreSQL 15");
        assertThat(find(9).binaries().major()).isEqualTo(14);
    }

    @Test
    void a_server_without_its_clients_is_passed_over() throws IOException {
        install(15, List.of("initdb", "psql"));
        install(16, CLIENTS);
        assertThat(find(15).binaries().major()).isEqualTo(16);
    }

    @Test
    void without_any_it_cannot_be_told() throws IOException {
        install(14, CLIENTS);
        install(15, List.of());
        assertThatThrownBy(() -> find(15))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(
                        "no pg_restore and psql with their server, of PostgreSQL 15 or newer",
                        "the bundled PostgreSQL has none",
                        "Remedy: install PostgreSQL 15 on this host");
    }

    @Test
    void what_is_named_must_fit() throws IOException {
        install(14, CLIENTS);
        install(16, CLIENTS);
        assertThat(named(15, 16).binaries().major()).isEqualTo(16);
        assertThatThrownBy(() -> named(15, 14))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("firedrill.yaml:3", "needs PostgreSQL 15 or newer", "is 14.1");
    }

    private ChosenBinaries named(int major, int installed) {
        var place = new PlacedPath(host.resolve("pgsql-" + installed), "firedrill.yaml:3");
        return DumpPrograms.find(major, search(), Optional.of(place));
    }

    private ChosenBinaries find(int major) {
        return DumpPrograms.find(major, search(), Optional.empty());
    }

    private BinariesSearch search() {
        return new BinariesSearch(PracticeCluster.STATE, List.of(host + "/pgsql-%d"), "false");
    }

    private void install(int major, List<String> programs) throws IOException {
        var directory = Files.createDirectory(host.resolve("pgsql-" + major));
        script(directory.resolve("postgres"), "echo 'postgres (PostgreSQL) " + major + ".1'");
        for (var program : programs) {
            script(directory.resolve(program), "exit 0");
        }
    }

    private static void script(Path file, String text) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(Files.createFile(file, mode), "#!/bin/sh\n" + text + "\n");
    }
}
