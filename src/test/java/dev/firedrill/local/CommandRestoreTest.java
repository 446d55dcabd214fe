package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.restore.Restoration;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups that commands of a user list and restore; here cp plays the tool, and then tools that do what they should not. */
@Exhaustive
class CommandRestoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private PlantedBackup planted;
    private PlantedRun run;
    private final Map<String, String> keys = new LinkedHashMap<>();

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.allIn(home);
        keys.put("type", "command");
        keys.put("list", "cat list.json");
        keys.put("restore", "cp -R backups/{id}/. {directory}");
        keys.put("wal", planted.wal().toString());
        var list = new StringBuilder();
        var backups = new BaseBackupDirectory(planted.backups(), Optional.of(planted.wal()), "crm", "").backups();
        for (var backup : backups) {
            list.append(JSON.writeValueAsString(Map.of(
                            "id",
                            backup.id(),
                            "madeAt",
                            backup.madeAt().toString(),
                            "bytes",
                            backup.bytes(),
                            "major",
                            17)))
                    .append('\n');
        }
        Files.writeString(home.resolve("list.json"), list);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void the_newest_state_comes_back() throws Exception {
        var restoration = passes("");
        assertThat(restoration.backup().orElseThrow().id())
                .isEqualTo(planted.newest().getFileName().toString());
        assertThat(restoration.recoveryPoint().orElseThrow().time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
        assertThat(restoration.log()).anyMatch(line -> line.contains("backup_manifest: "));
    }

    @Test
    void what_readme_says_is_enough() throws Exception {
        run = PlantedRun.of(home)
                .with(
                        "backup",
                        ReadmeRow.of("command")
                                .with("mytool list --json", "cat list.json")
                                .with("mytool restore {id} {directory}", "cp -R backups/{id}/. {directory}")
                                .with("/backup/crm-wal", "'" + planted.wal() + "'")
                                .backup());
        assertThat(run.restore().failure()).isEmpty();
    }

    @Test
    void a_log_that_a_command_fetches_comes_back() throws Exception {
        keys.remove("wal");
        keys.put("walFetch", "test -e '" + planted.wal() + "'/%f || exit 1; cp '" + planted.wal() + "'/%f \"%p\"");
        keys.put("walList", "ls wal");
        assertThat(passes("").recoveryPoint().orElseThrow().time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
    }

    /** As where the command copies from an archive that production's own cp writes to. */
    @Test
    void a_newest_segment_that_is_fetched_in_part_is_fetched_again() throws Exception {
        fetchInPart("test -e '" + home.resolve("fetched") + "'");
        assertThat(passes("").recoveryPoint().orElseThrow().time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
    }

    @Test
    void a_newest_segment_that_stays_short_is_damaged() throws IOException {
        fetchInPart("false");
        run().fails("segment " + planted.newestSegment().getFileName() + " is truncated or has grown");
    }

    private void fetchInPart(String whole) throws IOException {
        keys.remove("wal");
        keys.put("walList", "ls wal");
        keys.put(
                "walFetch",
                "test -e '%1$s'/%%f || exit 1; if [ %%f != %2$s ] || %3$s; then cp '%1$s'/%%f \"%%p\"; else touch '%4$s'; head -c 1000000 '%1$s'/%%f >\"%%p\"; fi"
                        .formatted(
                                planted.wal(), planted.newestSegment().getFileName(), whole, home.resolve("fetched")));
    }

    @Test
    void a_comment_behind_the_fetching_command_takes_nothing_away() throws Exception {
        keys.remove("wal");
        keys.put(
                "walFetch", "test -e '" + planted.wal() + "'/%f || exit 1; cp '" + planted.wal() + "'/%f \"%p\" # all");
        keys.put("walList", "ls wal");
        assertThat(passes("").recoveryPoint().orElseThrow().time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
    }

    @Test
    void a_moment_is_reached_and_told_to_the_command() throws Exception {
        var moment = PlantedBackup.sample().archived("").newestCommit().minusMillis(300);
        keys.put("restore", "echo \"asked for {targetTime}, $FIREDRILL_TARGET_TIME\" >&2; " + keys.get("restore"));
        var restoration = passes(moment.toString());
        assertThat(restoration.log()).anyMatch(line -> line.endsWith("asked for " + moment + ", " + moment));
    }

    @Test
    void without_a_place_for_it_the_log_is_the_one_that_came_along() throws Exception {
        keys.remove("wal");
        keys.put("restore", keys.get("restore") + " && cp wal/* {directory}/pg_wal");
        assertThat(passes("").recoveryPoint().orElseThrow().time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
    }

    @Test
    void a_missing_segment_of_a_fetched_log_is_found() throws IOException {
        Files.delete(planted.segment(1));
        keys.remove("wal");
        keys.put("walFetch", "test -e '" + planted.wal() + "'/%f || exit 1; cp '" + planted.wal() + "'/%f \"%p\"");
        keys.put("walList", "ls wal");
        run().fails("WAL of the commands walList and walFetch: segment", "is missing");
    }

    @Test
    void a_log_that_cannot_be_fetched_is_not_taken_for_one_that_ended() throws IOException {
        keys.remove("wal");
        keys.put("walFetch", "echo %f %p >/dev/null; exit 3");
        keys.put("walList", "ls wal");
        run().cannotTell("fetching ", " of the WAL of the commands walList and walFetch failed with exit code 3");
    }

    @Test
    void a_log_that_is_not_listed_proves_nothing() throws IOException {
        keys.remove("wal");
        keys.put("walFetch", "cp '" + planted.wal() + "'/%f \"%p\"");
        run().cannotTell("nothing says which WAL there is", "Remedy: add walList");
    }

    @Test
    void an_altered_file_is_found_by_the_manifest() throws IOException {
        planted.flip(planted.customers(), 8192 + 5000);
        run().fails(": altered; expecting SHA256");
    }

    @Test
    void a_backup_without_a_manifest_proves_nothing_unless_that_is_configured() throws Exception {
        keys.put("restore", keys.get("restore") + " && rm {directory}/backup_manifest");
        run().cannotTell("has no backup_manifest", "manifest: optional");
        keys.put("manifest", "optional");
        passes("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    true                                          | FAIL         | left no data directory of PostgreSQL
                    rmdir {directory}                             | INCONCLUSIVE | removed the directory that it was to fill
                    echo bad block >&2; exit 65                   | FAIL         | bad block
                    echo no network >&2; exit 2                   | INCONCLUSIVE | exit code 2
                    no-such-program                               | INCONCLUSIVE | no-such-program: not found
                    cp -R backups/{id}/. {directory}; rm {directory}/backup_label | FAIL | expecting backup_label
                    rmdir {directory}; ln -s $PWD/backups/{id} {directory} | INCONCLUSIVE | is a symbolic link
                    cp -Rl backups/{id}/. {directory}             | INCONCLUSIVE | is a hard link
                    """)
    void what_a_restore_command_leaves_is_looked_at(String command, Verdict verdict, String words) throws IOException {
        keys.put("restore", command + " # {id} {directory}");
        run().refused(verdict, "", words);
    }

    @Test
    void a_command_that_hangs_is_given_up_with_all_that_it_started() throws IOException {
        keys.put("restore", "tail -f " + home + "/list.json & tail -f " + home + "/list.json # {id} {directory}");
        run().with("deadline", "2s").cannotTell("outlived its deadline of 2 s");
    }

    @Test
    void a_list_command_that_hangs_is_given_up() throws IOException {
        keys.put("list", "tail -f " + home + "/list.json");
        run().with("deadline", "2s")
                .cannotTell("listing the backups of crm failed", "was stopped after its time limit");
    }

    @Test
    void what_a_command_leaves_running_does_not_stay() throws Exception {
        keys.put("restore", keys.get("restore") + "; setsid tail -f " + home + "/list.json >/dev/null 2>&1 &");
        keys.put(
                "restore",
                "(" + keys.get("restore").replace(" &", "") + " &) ; sleep 1; test -e {directory}/PG_VERSION");
        passes("");
        assertThat(PlantedRun.processesOf(home.resolve("list.json"))).isEmpty();
    }

    @Test
    void a_command_that_floods_is_read_to_its_end_and_not_kept() throws Exception {
        keys.put("restore", "yes | head -c 100000000; yes | head -n 100000 >&2; " + keys.get("restore"));
        assertThat(passes("").log())
                .hasSizeLessThan(400)
                .anyMatch(line -> line.endsWith("... it says more, which is not kept"));
    }

    @Test
    void a_list_that_floods_is_not_read_in_part() throws IOException {
        keys.put("list", "yes '{\"id\": \"x\"}' | head -c 80000000");
        run().cannotTell("not all of its output was kept");
    }

    @Test
    void an_empty_list_is_no_backup() throws IOException {
        Files.writeString(home.resolve("list.json"), "[]");
        run().fails("no usable backup was found");
    }

    @Test
    void a_list_command_that_fails_tells_nothing() throws IOException {
        keys.put("list", "cat list.json; echo no network >&2; exit 4");
        run().cannotTell("listing the backups of crm failed", "exit code 4", "no network");
    }

    /** A shell would obey it in quotes of the user's, too. */
    @Test
    void an_id_that_could_be_more_than_a_word_is_refused() throws IOException {
        Files.writeString(
                home.resolve("list.json"),
                JSON.writeValueAsString(Map.of("id", "$(touch hacked)", "madeAt", "2026-11-22T03:14:07Z")));
        keys.put("restore", "cp -R \"backups/{id}/.\" {directory}");
        run().cannotTell("lists a backup with the id [$(touch hacked)]", "which is not passed to a command");
        assertThat(home.resolve("hacked")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cp -R backups/{id}/. {directory}",
                "cp -R \"backups/{id}/.\" \"{directory}\"",
                "cp -R \"backups/$FIREDRILL_ID/.\" \"$FIREDRILL_DIRECTORY\""
            })
    void an_id_with_blanks_is_one_word(String command) throws Exception {
        var id = planted.newest().getFileName().toString();
        Files.move(planted.newest(), planted.backups().resolve("nightly of sunday"));
        var list = home.resolve("list.json");
        Files.writeString(list, Files.readString(list).replace(id, "nightly of sunday"));
        keys.put("restore", command);
        assertThat(passes("").backup().orElseThrow().id()).isEqualTo("nightly of sunday");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    restore  | cp backups/x {directory}          | does not name {id}
                    restore  | cp backups/{id}                   | does not name {directory}
                    restore  | cp 'backups/{id}' {directory}     | between single quotes
                    walFetch | fetch %f %p                       | both wal and walFetch
                    walList  | ls wal                            | walList, but no walFetch
                    manifest | perhaps                           | [optional], but found [perhaps]
                    lists    | ls                                | knows no key [lists]
                    """)
    void a_mistake_in_a_key_is_named(String key, String value, String words) {
        keys.put(key, value);
        assertThatThrownBy(() -> run().restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(words, "Remedy: ");
    }

    private Restoration passes(String at) throws Exception {
        var restoration = run().at(at);
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(PlantedRun.number(restoration, "select count(*) from orders"))
                .isPositive();
        return restoration;
    }

    private PlantedRun run() throws IOException {
        run = PlantedRun.of(home).with("backup", JSON.writeValueAsString(keys));
        return run;
    }
}
