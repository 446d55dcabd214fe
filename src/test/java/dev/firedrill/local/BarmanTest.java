package dev.firedrill.local;

import static dev.firedrill.local.PlantedRun.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.PlantedDamage;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores of a real Barman catalog, whose backups were made in three ways and whose log is compressed. */
@NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "barman"})
@Exhaustive
class BarmanTest {
    @TempDir
    static Path production;

    @TempDir
    Path home;

    private static MusicCatalog catalog;
    private PlantedRun run;

    @BeforeAll
    static void back_up_a_production() {
        catalog = MusicCatalog.make(production);
    }

    @BeforeEach
    void plant() throws IOException {
        catalog.copyTo(home);
        run = run("");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void the_newest_state_comes_back_over_a_failover() throws Exception {
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.backup().orElseThrow().id()).isEqualTo(catalog.newest());
        assertThat(restoration.recoveryPoint().orElseThrow().proof()).contains("replayed to the end of the log");
        assertThat(number(restoration, "select count(*) from commits")).isEqualTo(catalog.commits());
        assertThat(number(restoration, "select sum(amount) from ledger")).isEqualTo(catalog.ledger());
        assertThat(restoration.log().toString()).containsPattern("backup_manifest: (\\d+) files .*, \\1 of them");
        assertThat(home.resolve("work")).isDirectoryRecursivelyContaining("glob:**/tablespaces/*/PG_15_*");
    }

    /** Neither locks nor a log of Barman's own, nor what waits to be archived; and no script of the user's runs. */
    @Test
    void nothing_of_barmans_home_changes() throws Exception {
        var before = listing();
        assertThat(run.restore().failure()).isEmpty();
        assertThat(listing()).isEqualTo(before);
        assertThat(catalog.incoming(home)).exists();
        assertThat(catalog.hook(home)).doesNotExist();
    }

    @Test
    void recovery_stops_at_a_time_between_two_commits() throws Exception {
        run = run("jobs: 2");
        var restoration = run.at(catalog.between());
        assertThat(restoration.failure()).isEmpty();
        assertThat(number(restoration, "select count(*) from commits where note = 'before'"))
                .isOne();
        assertThat(number(restoration, "select count(*) from commits where note = 'after'"))
                .isZero();
    }

    @Test
    void recovery_stops_at_a_name_and_at_a_position() throws Exception {
        var named = run.at("name:before-the-second");
        assertThat(named.failure()).isEmpty();
        assertThat(number(named, "select count(*) from commits where note = 'after'"))
                .isZero();
        var positioned = run.at("lsn:" + catalog.position());
        assertThat(positioned.failure()).isEmpty();
        assertThat(number(positioned, "select count(*) from commits where note = 'after'"))
                .isZero();
    }

    /** Of an old one only the log that it needs is brought. */
    @Test
    void a_draw_restores_any_backup() throws Exception {
        catalog.keepUpTo(home, catalog.copied());
        run = run("manifest: optional");
        var drawn = run.restore("", "", "30d");
        assertThat(drawn.failure()).isEmpty();
        assertThat(drawn.backup().orElseThrow().id()).isEqualTo(catalog.copied());
        assertThat(drawn.howChosen()).contains("drawn from 1");
        try (var log = Files.walk(home.resolve("work"))) {
            assertThat(log.filter(file -> file.getParent().endsWith("wal"))).hasSizeBetween(1, 4);
        }
    }

    /** With the log of all timelines, as it is older than the failover. */
    @Test
    void a_backup_by_rsync_is_restored_on_demand_and_the_log_says_what_was_not_looked_for() throws Exception {
        catalog.keepUpTo(home, catalog.copied());
        run.cannotTell("no backup_manifest, as barman's backups by rsync have none", "Remedy: ", "manifest: optional");
        run = run("manifest: optional");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(number(restoration, "select count(*) from commits")).isEqualTo(catalog.commits());
        assertThat(restoration.log().toString())
                .contains("no backup_manifest, as barman's backups by rsync have none")
                .contains("were not looked for");
    }

    @Test
    void a_manifest_that_barman_generated_finds_what_changed_since() throws Exception {
        catalog.keepUpTo(home, catalog.copied());
        Command.of(
                        "barman",
                        "-c",
                        catalog.configuration(home).toString(),
                        "generate-manifest",
                        "main",
                        catalog.copied())
                .runOrThrow("generating a manifest");
        run.cannotTell("backup_manifest lists no files of tablespaces", "manifest: optional");
        run = run("manifest: optional");
        var intact = run.restore();
        assertThat(intact.failure()).isEmpty();
        assertThat(intact.log().toString()).contains("backup_manifest lists no files of tablespaces");
        run.close();
        run = run("");
        PlantedDamage.inTheMiddleOf(
                MusicCatalog.base(home).resolve(catalog.copied()).resolve("data/global/pg_filenode.map"));
        run.fails("global/pg_filenode.map: altered");
    }

    @Test
    void a_compressed_backup_is_unpacked_and_compared() throws Exception {
        catalog.keepUpTo(home, catalog.packed());
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(number(restoration, "select sum(amount) from ledger")).isEqualTo(catalog.ledger());
        assertThat(restoration.log().toString()).containsPattern("backup_manifest: (\\d+) files .*, \\1 of them");
    }

    @Test
    void a_damaged_archive_is_found() throws Exception {
        catalog.keepUpTo(home, catalog.packed());
        PlantedDamage.inTheMiddleOf(
                MusicCatalog.base(home).resolve(catalog.packed()).resolve("data/base.tar.gz"));
        run.fails("barman recover of barman server main failed");
    }

    @Test
    void a_damaged_file_is_named() throws Exception {
        var damaged = catalog.table(home);
        PlantedDamage.inTheMiddleOf(damaged);
        run.fails(damaged.getParent().getFileName() + "/" + damaged.getFileName() + ": altered");
    }

    @Test
    void a_damaged_file_of_a_tablespace_is_named() throws Exception {
        var damaged = catalog.tableOfTablespace(home);
        PlantedDamage.inTheMiddleOf(damaged);
        run.fails("pg_tblspc/", "/" + damaged.getFileName() + ": altered");
    }

    /** Barman does not notice it. */
    @Test
    void a_missing_file_is_named() throws Exception {
        var missing = catalog.table(home);
        Files.delete(missing);
        run.fails(missing.getFileName() + ": missing");
    }

    @Test
    void a_missing_segment_is_named() throws Exception {
        var missing = catalog.segment(home, 1);
        Files.delete(missing);
        run.fails(
                "barman recover of barman server main failed",
                missing.getFileName().toString());
    }

    @Test
    void a_missing_newest_segment_is_named() throws Exception {
        var missing = catalog.segment(home, 0);
        Files.delete(missing);
        run.fails(
                "barman recover of barman server main failed",
                missing.getFileName().toString());
    }

    /** As after barman rebuild-xlogdb. */
    @Test
    void a_segment_that_barman_no_longer_knows_of_is_missing_all_the_same() throws Exception {
        var missing = catalog.segment(home, 3);
        Files.delete(missing);
        catalog.forget(home, missing);
        run.fails("segment " + missing.getFileName() + " is missing");
    }

    /** Barman restores what is in its list, and says nothing. */
    @Test
    void segments_that_barman_would_silently_leave_out_are_named() throws Exception {
        var forgotten = catalog.segment(home, 0);
        catalog.forget(home, forgotten);
        run.fails("1 segments lie in", forgotten.getFileName().toString(), "barman rebuild-xlogdb main");
    }

    @Test
    void a_lost_list_of_segments_is_not_made_anew() throws Exception {
        var list = MusicCatalog.log(home).resolve("xlog.db");
        Files.delete(list);
        run.fails("there is no xlog.db", "barman rebuild-xlogdb main");
        assertThat(list).doesNotExist();
    }

    @Test
    void a_damaged_compressed_segment_is_found() throws Exception {
        PlantedDamage.inTheMiddleOf(catalog.segment(home, 1));
        run.fails("barman recover of barman server main failed", "gzip");
    }

    @Test
    void a_compressed_segment_cut_short_is_found() throws Exception {
        try (var file =
                java.nio.channels.FileChannel.open(catalog.segment(home, 1), java.nio.file.StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        run.fails("barman recover of barman server main failed", "unexpected end of file");
    }

    @Test
    void a_failed_newest_backup_is_not_passed_over() throws Exception {
        catalog.bringBackFailed(home, "FAILED");
        run.fails("the newest backup " + catalog.failed() + " is FAILED", "data transfer failure");
        assertThat(run.at(catalog.between()).failure()).isEmpty();
    }

    @Test
    void a_backup_that_is_being_made_is_none_yet_and_is_told() throws Exception {
        catalog.bringBackFailed(home, "STARTED");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.backup().orElseThrow().id()).isEqualTo(catalog.newest());
        assertThat(restoration.backup().orElseThrow().details())
                .containsEntry("besideIt", catalog.failed() + " is STARTED");
    }

    /** What was begun after barman made its list is there, and not in the list. */
    @Test
    void a_backup_that_came_while_they_were_listed_is_asked_for_once_more() throws Exception {
        var early = Files.writeString(
                home.resolve("early"),
                "#!/bin/sh%ncase \"$*\" in *list-backups*) mkdir '%s/listed' 2>&- && echo '{\"main\": []}' && exit 0;; esac%nexec barman \"$@\"%n"
                        .formatted(home));
        Files.setPosixFilePermissions(early, PosixFilePermissions.fromString("rwx------"));
        run = run("program: '" + early + "'");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.backup().orElseThrow().id()).isEqualTo(catalog.newest());
        assertThat(home.resolve("listed")).exists();
    }

    /** Barman died while it made it, and still calls it started. */
    @Test
    void a_backup_that_is_no_longer_being_made_is_not_passed_over() throws Exception {
        catalog.bringBackFailed(home, "STARTED");
        Command.of(
                        "find",
                        MusicCatalog.base(home).resolve(catalog.failed()).toString(),
                        "-exec",
                        "touch",
                        "-d",
                        "2 hours ago",
                        "{}",
                        "+")
                .runOrThrow("making files old");
        run.fails("the newest backup " + catalog.failed() + " is STARTED and abandoned");
    }

    /** To barman it is one that has just begun. */
    @Test
    void a_newest_backup_whose_description_was_cut_short_is_not_passed_over() throws Exception {
        Files.write(catalog.info(home), new byte[0]);
        run.fails("the newest backup " + catalog.newest() + " is EMPTY and abandoned");
    }

    @Test
    void a_backup_whose_log_is_not_archived_yet_proves_nothing() throws Exception {
        MusicCatalog.edit(catalog.info(home), "(?m)^status=.*$", "status=WAITING_FOR_WALS");
        MusicCatalog.edit(catalog.info(home), "(?m)^end_wal=.*$", "end_wal=0000000200000000000000FF");
        run.cannotTell("barman waits for the log up to 0000000200000000000000FF", "Remedy: ");
    }

    @Test
    void a_newest_backup_without_its_description_is_not_passed_over() throws Exception {
        Files.delete(catalog.info(home));
        run.fails("barman does not list the directory of backup " + catalog.newest());
    }

    @Test
    void a_server_that_barman_does_not_know_is_no_backup() throws IOException {
        run = PlantedRun.of(home, catalog.backup(home).replace("server: main", "server: mian"));
        run.fails("barman knows no server [mian]; its configuration names [main]");
    }

    @Test
    void a_catalog_that_is_not_there_is_no_backup() throws IOException {
        Files.move(MusicCatalog.base(home), home.resolve("elsewhere"));
        run.fails("no usable backup", "there is no such directory");
    }

    @Test
    void a_configuration_that_is_not_there_is_named() throws IOException {
        Files.delete(catalog.configuration(home));
        run.cannotTell("there is no configuration of barman at " + catalog.configuration(home));
    }

    @Test
    void a_program_that_is_not_there_is_named() throws IOException {
        run = run("program: /usr/bin/burman");
        run.cannotTell(
                "barman show-servers of barman server main could not be started", "/usr/bin/burman is not a program");
    }

    @Test
    void a_program_that_says_nothing_is_not_believed() throws IOException {
        run = run("program: /bin/true");
        run.cannotTell("gave no whole answer (exit code 0)");
    }

    @Test
    void paths_that_barman_does_not_tell_are_not_guessed() throws IOException {
        var vague = Files.writeString(home.resolve("vague"), "#!/bin/sh\necho '{\"main\": {}}'\n");
        Files.setPosixFilePermissions(vague, PosixFilePermissions.fromString("rwx------"));
        run = run("program: '" + vague + "'");
        run.cannotTell("barman does not say where its basebackups_directory is");
    }

    @Test
    void a_backup_that_may_not_be_read_is_not_passed_over() throws Exception {
        var newest = MusicCatalog.base(home).resolve(catalog.newest());
        Files.setPosixFilePermissions(newest, PosixFilePermissions.fromString("---------"));
        try {
            var child = ChildRestore.start(
                    List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"), home, catalog.backup(home));
            child.getOutputStream().close();
            assertThat(new String(child.getInputStream().readAllBytes()))
                    .contains("INCONCLUSIVE", newest.toString(), "Remedy: run Firedrill as barman's user");
        } finally {
            Files.setPosixFilePermissions(newest, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_tool_that_hangs_does_not_outlive_the_deadline() throws IOException {
        var slow = Files.writeString(
                home.resolve("slow"), "#!/bin/sh\ncase \"$*\" in *recover*) sleep 600;; esac\nexec barman \"$@\"\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
        run = run("program: '" + slow + "'").with("deadline", "5s");
        run.refused(Verdict.INCONCLUSIVE, "", "deadline of 5 s");
    }

    /** Barman would restore it to where production has it. */
    @Test
    void a_tablespace_that_cannot_be_moved_is_not_restored_to_productions_place() throws IOException {
        MusicCatalog.edit(catalog.info(home), "\\('fast'", "('fa:st'");
        run.cannotTell("barman cannot be told to restore tablespace [fa:st]", "nothing was restored");
    }

    /** Barman would write log to where it leads. */
    @Test
    void a_log_directory_that_is_a_link_is_not_followed() throws Exception {
        var log = MusicCatalog.base(home).resolve(catalog.newest()).resolve("data/pg_wal");
        Command.of("rm", "-rf", log.toString()).runOrThrow("removing a directory");
        var elsewhere = Files.createDirectory(home.resolve("production-wal"));
        Files.createSymbolicLink(log, elsewhere);
        run.cannotTell("is a link, which barman would follow");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void keys_that_it_does_not_know_are_refused() {
        assertThatThrownBy(() -> run("stanza: main").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("knows no key [stanza]");
        assertThatThrownBy(() -> run("jobs: many").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("give a number from 1 on");
        assertThatThrownBy(
                        () -> PlantedRun.of(home, "{type: barman, server: all}").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("no name of one server");
    }

    private PlantedRun run(String more) {
        var backup = catalog.backup(home).replace("}", more.isEmpty() ? "}" : ", " + more + "}");
        return PlantedRun.of(home, backup, catalog.barman(home))
                .with("database", "postgres")
                .with("objectives", "{rpo: 26h}");
    }

    /** Names, sizes and times of all files and directories. */
    private List<String> listing() throws IOException {
        try (var files = Files.walk(catalog.barman(home))) {
            return files.map(file -> file + " " + file.toFile().length() + " "
                            + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
