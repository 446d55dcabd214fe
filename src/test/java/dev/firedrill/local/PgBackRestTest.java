package dev.firedrill.local;

import static dev.firedrill.local.PlantedRun.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsLocale;
import dev.firedrill.testing.NeedsShared;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.SharedFiles;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores of a real pgBackRest stanza: encrypted, in two repositories, with a full, a differential and an incremental backup. */
@NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "pgbackrest"})
@NeedsShared(SharedFiles.CHINOOK)
@NeedsLocale("en_US.UTF-8")
@Exhaustive
class PgBackRestTest {
    @TempDir
    static Path production;

    @TempDir
    Path home;

    private static MusicStanza stanza;
    private PlantedRun run;

    @BeforeAll
    static void back_up_a_production() {
        stanza = MusicStanza.make(production);
    }

    @BeforeEach
    void plant() throws IOException {
        stanza.copyTo(home);
        run = run("");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void the_newest_state_comes_back_from_the_whole_chain() throws Exception {
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.backup().orElseThrow().id()).isEqualTo(stanza.incremental());
        assertThat(restoration.recoveryPoint().orElseThrow().proof()).contains("replayed to the end of the log");
        assertThat(number(restoration, "select count(*) from track")).isEqualTo(3503);
        assertThat(number(restoration, "select count(*) from commits")).isEqualTo(stanza.commits());
        var chinook = (PostgresInstance) restoration.instance().orElseThrow();
        assertThat(chinook).table("track").column("album_id").references("album", "album_id");
    }

    @Test
    void all_that_production_was_is_there_and_calls_nobody() throws Exception {
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(number(restoration, "select sum(amount) from ledger")).isEqualTo(stanza.ledger());
        assertThat(number(restoration, "select count(*) from articles where title like '%abc%' or tags @> 'n=>7'"))
                .isPositive();
        assertThat(number(restoration, "select count(*) from pg_replication_slots"))
                .isZero();
        assertThat(number(restoration, "select count(*) from pg_stat_subscription where pid is not null"))
                .isZero();
        assertThat(home.resolve("work")).isDirectoryRecursivelyContaining("glob:**/tablespaces/**/PG_15_*");
    }

    @Test
    void recovery_stops_at_a_time_between_two_commits() throws Exception {
        var restoration = run.at(stanza.between());
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
        var positioned = run.at("lsn:" + stanza.position());
        assertThat(positioned.failure()).isEmpty();
        assertThat(number(positioned, "select count(*) from commits where note = 'after'"))
                .isZero();
    }

    @Test
    void a_copy_is_another_repository_and_a_draw_restores_any_backup() throws Exception {
        run.with("copies", "{dr: {repo: 2}}");
        var copy = run.restore("", "dr", "");
        assertThat(copy.failure()).isEmpty();
        assertThat(copy.backup().orElseThrow().id()).isEqualTo(stanza.second());
        var drawn = run.restore("", "", "30d");
        assertThat(drawn.failure()).isEmpty();
        assertThat(drawn.howChosen()).contains("drawn from 3");
    }

    /** Its own verify sees nothing of it: it ends with 0. */
    @Test
    void a_file_damaged_in_the_middle_of_the_chain_is_found() throws Exception {
        stanza.flip(home, stanza.differential());
        run.fails("pgbackrest cannot restore " + stanza.incremental(), "repository 1 (exit code 29)");
        assertThat(stanza.verify(home)).isZero();
    }

    @Test
    void a_file_missing_from_the_full_backup_is_found() throws Exception {
        var missing = stanza.remove(home, stanza.full());
        run.fails("pgbackrest cannot restore " + stanza.incremental(), missing);
    }

    @Test
    void a_file_cut_short_is_found() throws Exception {
        stanza.truncate(home, stanza.full());
        run.fails("pgbackrest cannot restore " + stanza.incremental(), "repository 1 (exit code ");
    }

    @Test
    void a_missing_segment_is_named() throws Exception {
        var segment = stanza.removeSegment(home, 1);
        run.fails("WAL archive of pgbackrest stanza main, repository 1", "segment " + segment + " is missing");
    }

    @Test
    void a_damaged_segment_is_not_taken_for_the_end_of_the_log() throws Exception {
        var segment = stanza.flipSegment(home, 1);
        run.fails("WAL archive of pgbackrest stanza main, repository 1 is damaged: ", segment);
    }

    @Test
    void damage_that_it_found_while_it_made_the_backup_is_no_good_backup() throws Exception {
        run = run(stanza.damageClaimingProgram(home));
        run.fails("pgbackrest found damaged pages while it made the backup");
    }

    @Test
    void a_stanza_that_is_not_there_is_no_backup() throws IOException {
        run = PlantedRun.of(home, stanza.backup(home).replace("stanza: main", "stanza: mian"), stanza.repository(home));
        run.fails("no usable backup", "missing stanza path");
    }

    @Test
    void without_its_passphrase_nothing_can_be_told() throws IOException {
        stanza.forgetPassphrase(home);
        run.cannotTell("pgbackrest cannot read its repository", "Remedy: ");
    }

    @Test
    void a_program_that_is_not_there_is_named() throws IOException {
        run("program: /usr/bin/pgbackrust").cannotTell("/usr/bin/pgbackrust");
    }

    @Test
    void a_tool_that_hangs_does_not_outlive_the_deadline() throws IOException {
        var slow = program("case \"$*\" in *restore*) sleep 600;; esac");
        run = run("program: " + slow).with("deadline", "3s");
        run.refused(Verdict.INCONCLUSIVE, "", "outlived its deadline of 3 s");
    }

    @Test
    void keys_that_it_does_not_know_are_refused() {
        assertThatThrownBy(() -> run("repos: 1").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("knows no key [repos]");
        assertThatThrownBy(() -> run("processMax: many").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("give a number from 1 on");
        assertThatThrownBy(() -> run("delta: sometimes").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("delta of the backup is [sometimes]", "Remedy: give true or false");
    }

    /** Into a new directory it restores the same, whichever is given. */
    @ParameterizedTest
    @CsvSource({"delta: true, --delta", "delta: n, --no-delta"})
    void the_tools_own_options_reach_it(String key, String option) throws Exception {
        var lines = home.resolve("lines");
        run = run("processMax: 2, " + key + ", program: " + program("echo \"$*\" >> '" + lines + "'"));
        var restoration = run.restore();
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(number(restoration, "select count(*) from commits")).isEqualTo(stanza.commits());
        assertThat(Files.readAllLines(lines))
                .filteredOn(line -> line.contains(" restore "))
                .singleElement()
                .satisfies(line -> assertThat(line.split(" ")).contains("--process-max=2", option));
    }

    private Path program(String before) throws IOException {
        var program = Files.writeString(home.resolve("program"), "#!/bin/sh\n" + before + "\nexec pgbackrest \"$@\"\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private PlantedRun run(String more) {
        var backup = stanza.backup(home).replace("}", more.isEmpty() ? "}" : ", " + more + "}");
        return PlantedRun.of(home, backup, home.resolve("pgbackrest"))
                .with("database", "chinook")
                .with("objectives", "{rpo: 26h}");
    }
}
