package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.debian.BarmanServer;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.PgBackRestRepository;
import dev.firedrill.postgres.debian.WalGStorage;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first configuration is written, and can be read again; nothing that is there is lost. */
class InitTest {
    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    private Typed typed;

    @BeforeEach
    void here() {
        typed = new Typed(home);
    }

    @Test
    void a_system_that_is_described_is_written_and_the_next_command_named() {
        init(
                        "--system",
                        "crm",
                        "--type",
                        "base-backup",
                        "--database",
                        "crm_db",
                        "--key",
                        "directory=/backup/a \"b\"",
                        "--key",
                        "wal=/backup/wal")
                .isPass()
                .says("Wrote " + typed.file(), "  crm:", "Next: firedrill doctor --config " + typed.file());
        var crm = written("crm");
        assertThat(crm.database()).isEqualTo("crm_db");
        assertThat(crm.backup().path("directory")).isEqualTo(Path.of("/backup/a \"b\""));
        assertThat(crm.backup().path("wal")).isEqualTo(Path.of("/backup/wal"));
        assertThat(crm.restores()).isNotEmpty();
    }

    @Test
    void the_sample_is_written() {
        init("--sample").isPass();
        assertThat(written("shop").backup().type()).isEqualTo("sample");
    }

    @Test
    void base_backups_are_found_with_the_archive_of_their_cluster() throws IOException {
        PlantedBackup.allIn(home.resolve("store/shop"));
        Files.createDirectories(home.resolve("store/other/wal"));
        for (var segment : PlantedBackup.in(home.resolve("again")).segments()) {
            Files.writeString(home.resolve("store/other/wal").resolve(segment), "of another cluster");
        }
        init("--in", home.resolve("store").toString()).isPass();
        var shop = written("shop");
        assertThat(read().systems()).hasSize(1);
        assertThat(shop.backup().path("directory")).isEqualTo(home.resolve("store/shop/backups"));
        assertThat(shop.backup().path("wal")).isEqualTo(home.resolve("store/shop/wal"));
    }

    @Test
    void what_lacks_something_is_written_and_said() throws IOException {
        var planted = PlantedBackup.in(home.resolve("store/shop"));
        planted.clear(planted.wal());
        Files.delete(planted.newest().resolve("backup_manifest"));
        init("--in", home.resolve("store").toString())
                .isPass()
                .says("Note: ", "no archive of its WAL was found", "INCONCLUSIVE, unless you write manifest: optional");
    }

    @Test
    void dumps_that_differ_in_their_dates_are_one_system() throws IOException {
        var store = Files.createDirectories(home.resolve("store"));
        for (var name : List.of("wiki-2026-11-21.dump", "wiki-2026-11-22.dump", "crm.sql", "notes.sql")) {
            var start =
                    name.startsWith("wiki") ? "PGDMP.." : name.startsWith("crm") ? "-- PostgreSQL database dump" : "";
            Files.writeString(store.resolve(name), start);
        }
        Files.writeString(Files.createDirectories(store.resolve("shop.dir")).resolve("toc.dat"), "PGDMP");
        init("--in", store.toString()).isPass();
        assertThat(read().systems()).containsOnlyKeys("wiki", "crm", "shop");
        assertThat(written("wiki").backup().value("file")).contains(store + "/wiki-*.dump");
        assertThat(written("shop").backup().value("file")).contains(store + "/shop.dir");
    }

    @Test
    @NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "pgbackrest"})
    void stanzas_of_pgbackrest_are_found_with_their_database_and_repositories(@TempDir Path place) throws IOException {
        try (var cluster = DebianCluster.in(place).start()) {
            cluster.sql("postgres", "create database music");
            var repository = PgBackRestRepository.of(cluster).second().create();
            var file = repository.configuration().toString();
            init("--pgbackrest", file).isPass().says("stanza main has no backup yet");
            repository.backup("full");
            assertThat(init("--force", "--pgbackrest", file).isPass().out()).doesNotContain("cannot be read");
            var main = written("main");
            assertThat(main.database()).isEqualTo("music");
            assertThat(main.backup().type()).isEqualTo("pgbackrest");
            assertThat(main.backup().keys())
                    .containsEntry("stanza", "main")
                    .containsEntry("config", file)
                    .containsEntry("repo", "1");
            assertThat(main.copies().get("repo2").keys()).containsEntry("repo", "2");
        }
    }

    @Test
    @NeedsTool("pgbackrest")
    void a_repository_that_pgbackrest_cannot_read_is_no_stanza(@TempDir Path place) throws IOException {
        var file = Files.writeString(place.resolve("pgbackrest.conf"), "[global]\nrepo1-path=" + place + "/file\n");
        Files.createFile(place.resolve("file"));
        init("--pgbackrest", file.toString())
                .isMistake("no backups were found")
                .says("pgbackrest cannot list its stanzas: [PathOpenError] unable to list file info for path '");
        assertThat(home.resolve("firedrill.yaml")).doesNotExist();
    }

    @Test
    @NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "barman"})
    void servers_of_barman_are_found(@TempDir Path place) throws IOException {
        try (var cluster = DebianCluster.in(place).start()) {
            var file = BarmanServer.of(cluster).configuration().toString();
            assertThat(init("--barman", file).isPass().out()).doesNotContain("cannot be read");
            assertThat(written("main").backup().type()).isEqualTo("barman");
            assertThat(written("main").backup().keys())
                    .containsEntry("server", "main")
                    .containsEntry("config", file);
        }
    }

    /** By a stand-in for WAL-G, see {@link WalGStorage}: it is on no path, so its place is added. */
    @Test
    @NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "python3"})
    void a_storage_of_wal_g_is_found_and_can_be_restored_from(@TempDir Path place) throws IOException {
        try (var cluster = DebianCluster.in(place).start()) {
            var storage = WalGStorage.of(cluster);
            var name = storage.backup();
            var file = Files.writeString(
                    place.resolve("wal-g.yaml"), "WALG_FILE_PREFIX: " + storage.storage() + "\nPGDATABASE: postgres\n");
            assertThat(init("--wal-g", file.toString()).isPass().out()).doesNotContain("cannot be read");
            assertThat(written("storage").backup().keys()).containsOnlyKeys("config");
            assertThat(written("storage").database()).isEqualTo("postgres");
            var text = Files.readString(typed.file());
            Files.writeString(typed.file(), text.replace("config: ", "program: '" + storage.program() + "', config: "));
            typed.run("plan", "storage").isPass().says("backup ", name);
        }
    }

    @Test
    void a_tool_that_fails_is_said_and_is_no_failure_of_the_search() throws IOException {
        PlantedBackup.in(home.resolve("store/shop"));
        var nothing = Files.writeString(home.resolve("no.conf"), "rubbish");
        init(
                        "--in",
                        home.resolve("store").toString(),
                        "--pgbackrest",
                        nothing.toString(),
                        "--barman",
                        nothing.toString(),
                        "--wal-g",
                        nothing.toString())
                .isPass()
                .says("Note: " + nothing + ": ");
        assertThat(read().systems()).containsOnlyKeys("shop");
    }

    @Test
    void a_person_chooses_and_names() throws IOException {
        PlantedBackup.in(home.resolve("store/shop"));
        Files.writeString(home.resolve("store/crm.sql"), "-- PostgreSQL database dump");
        asked("\n", "--in", home.resolve("store").toString()).isPass().says("1  shop", "2  crm");
        assertThat(read().systems()).containsOnlyKeys("shop", "crm");
        asked("1\norders\nshop_db\n", "--force", "--in", home.resolve("store").toString())
                .isPass();
        assertThat(read().systems()).containsOnlyKeys("orders");
        assertThat(written("orders").database()).isEqualTo("shop_db");
        asked("7\n", "--force", "--in", home.resolve("store").toString()).isMistake("[7] chooses none");
        assertThat(read().systems()).containsOnlyKeys("orders");
    }

    @Test
    void a_person_is_asked_for_a_place_where_nothing_is_found() throws IOException {
        PlantedBackup.in(home.resolve("store/shop"));
        asked(home.resolve("store") + "\nall\n", "--in", home.resolve("nothing").toString())
                .isPass();
        assertThat(read().systems()).containsOnlyKeys("shop");
        Files.delete(typed.file());
        asked("\n", "--in", home.resolve("nothing").toString()).isMistake("no backups were found", "Remedy: ");
    }

    @Test
    void an_existing_file_is_never_lost() throws IOException {
        var old = "systems: {old: {engine: postgresql, backup: {type: sample}}}";
        Files.writeString(typed.file(), old);
        Files.setPosixFilePermissions(typed.file(), PosixFilePermissions.fromString("rw-------"));
        init("--sample").isMistake(typed.file() + ": is there already", "--force");
        assertThat(typed.file()).hasContent(old);
        init("--force", "--sample").isPass().says("Kept what it replaced: " + typed.file() + ".");
        init("--force", "--system", "a b", "--type", "sample").isMistake("the name [a b] cannot be used");
        assertThat(written("shop").name()).isEqualTo("shop");
        try (var files = Files.list(home)) {
            var copies = files.filter(file -> !file.equals(typed.file())).toList();
            assertThat(copies).singleElement().satisfies(copy -> {
                assertThat(copy).hasContent(old);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                        .isEqualTo("rw-------");
            });
        }
    }

    @Test
    void a_user_is_told_of_mistakes_and_nothing_is_written() {
        init("--in", home.resolve("nothing").toString(), "--pgbackrest", nothing(), "--barman", nothing())
                .isMistake("no backups were found in", "Remedy: ");
        init("--system", "crm", "--type", "base-backup", "--key", "dir=/x").isMistake("knows no key [dir]");
        init("--system", "crm", "--type", "base-backup", "--key", "directory")
                .isMistake("--key directory: has no value");
        init("--system", "crm", "--type", "tape").isMistake("backups of type [tape]");
        init("--system", "crm").isMistake("--type");
        init("--pgbackrest", "/nowhere").isMistake("/nowhere: no such file", "Remedy: ");
        init("--system", "crm", "--type", "pgbackrest", "--key", "password=literal")
                .isMistake("password");
        assertThat(home).isEmptyDirectory();
    }

    private Typed.Ended init(String... arguments) {
        return typed.run(Typed.NOBODY, with(arguments));
    }

    private Typed.Ended asked(String answers, String... arguments) {
        return typed.run(new Terminal(true, true, new StringReader(answers)), with(arguments));
    }

    /** What this host's own tools know is no part of a test. */
    private String[] with(String... arguments) {
        var line = new ArrayList<>(List.of("init"));
        line.addAll(List.of(arguments));
        for (var tool : List.of("--pgbackrest", "--barman", "--wal-g")) {
            if (!line.contains(tool)) {
                line.addAll(List.of(tool, nothing()));
            }
        }
        return line.toArray(String[]::new);
    }

    private String nothing() {
        try {
            return Files.writeString(elsewhere.resolve("nothing.conf"), "").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Configuration read() {
        return ConfigurationReader.read(typed.file());
    }

    private ProtectedSystem written(String system) {
        return read().system(system, "InitTest");
    }
}
