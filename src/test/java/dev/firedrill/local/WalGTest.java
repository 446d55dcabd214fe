package dev.firedrill.local;

import static dev.firedrill.local.PlantedRun.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.PlantedDamage;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restores of a real production's backups by a <b>stand-in</b> for WAL-G, see {@link
 * dev.firedrill.postgres.debian.WalGStorage}.
 */
@NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "python3"})
@Exhaustive
class WalGTest {
    @TempDir
    static Path production;

    @TempDir
    Path home;

    private static MusicStorage storage;
    private PlantedRun run;

    @BeforeAll
    static void back_up_a_production() {
        storage = MusicStorage.make(production);
    }

    @BeforeEach
    void plant() throws IOException {
        storage.copyTo(home);
        run = run(MusicStorage.backup(home));
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void the_newest_state_comes_back_from_the_whole_chain() throws Exception {
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.backup().orElseThrow().id()).isEqualTo(storage.second());
        assertThat(restoration.recoveryPoint().orElseThrow().proof()).contains("replayed to the end of the log");
        assertThat(number(restoration, "select count(*) from commits")).isEqualTo(storage.commits());
        assertThat(number(restoration, "select (select sum(n) from one) + (select sum(n) from three)"))
                .isEqualTo(storage.rows());
        assertThat(restoration.log().toString()).containsPattern("wal-g lists \\d+ files of the backup, and all are");
    }

    @Test
    void recovery_stops_at_a_time_between_two_commits() throws Exception {
        var restoration = run.at(storage.between());
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
        var positioned = run.at("lsn:" + storage.position());
        assertThat(positioned.failure()).isEmpty();
        assertThat(number(positioned, "select count(*) from commits where note = 'after'"))
                .isZero();
    }

    @Test
    void a_copy_is_another_storage_and_a_draw_restores_any_backup() throws Exception {
        storage.copyTo(Files.createDirectory(home.resolve("dr")));
        Files.delete(MusicStorage.sentinel(home.resolve("dr"), storage.second()));
        run.with("copies", "{dr: {prefix: dr/walg/storage}}");
        var copy = run.restore("", "dr", "");
        assertThat(copy.failure()).isEmpty();
        assertThat(copy.backup().orElseThrow().id()).isEqualTo(storage.first());
        var drawn = run.restore("", "", "30d");
        assertThat(drawn.failure()).isEmpty();
        assertThat(drawn.howChosen()).contains("drawn from 3");
    }

    /** The address may hold a password, so it stands on no command line, and in no file that others may read. */
    @Test
    void the_storage_is_known_from_a_configuration_file_and_no_secret_is_shown() throws Exception {
        var config = MusicStorage.configuration(
                home, List.of("WALG_FILE_PREFIX: " + MusicStorage.storage(home), "AWS_SECRET_ACCESS_KEY: s3cret"));
        run = run("{type: wal-g, config: wal-g.yaml, downloadConcurrency: 4, program: '%s'}"
                .formatted(MusicStorage.program(home)));
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log().toString()).doesNotContain("s3cret");
        assertThat(config).exists();
    }

    @Test
    void the_address_stands_in_a_file_that_only_we_may_read() throws Exception {
        run.restore();
        try (var files = Files.walk(home.resolve("work"))) {
            var script =
                    files.filter(file -> file.endsWith("wal-fetch")).findFirst().orElseThrow();
            assertThat(Files.getPosixFilePermissions(script)).hasSize(2);
            assertThat(script).content().contains("WALG_FILE_PREFIX=" + MusicStorage.storage(home));
            var settings = script.resolveSibling("run/postgresql.conf");
            assertThat(settings)
                    .content()
                    .doesNotContain(MusicStorage.storage(home).toString());
        }
    }

    @Test
    void an_archive_of_the_chain_that_is_missing_is_found_by_what_it_held() throws Exception {
        Files.delete(storage.part(home, storage.full()));
        run.fails("files that wal-g lists of backup " + storage.second() + " did not come back", ": missing");
    }

    @Test
    void a_damaged_archive_of_the_chain_is_found() throws Exception {
        PlantedDamage.inTheMiddleOf(storage.part(home, storage.first()));
        run.fails("cannot fetch backup " + storage.second(), "checksum");
    }

    @Test
    void an_archive_cut_short_is_found() throws Exception {
        cut(storage.part(home, storage.full()));
        run.fails("cannot fetch backup " + storage.second(), "unexpected EOF");
    }

    @Test
    void a_backup_that_the_newest_is_based_on_must_be_there() throws Exception {
        Files.delete(MusicStorage.sentinel(home, storage.full()));
        run.fails("cannot fetch backup " + storage.second(), "Backup '" + storage.full() + "' does not exist");
    }

    @Test
    void a_missing_segment_is_named() throws Exception {
        var missing = storage.segment(home, 1);
        Files.delete(missing);
        run.fails("segment " + MusicStorage.name(missing) + " is missing");
    }

    /** Nothing tells that there was more, so it must show as data lost. */
    @Test
    void a_missing_newest_segment_shows_as_more_data_lost() throws Exception {
        // The very last holds the end of production, and no commit.
        Files.delete(storage.segment(home, 0));
        Files.delete(storage.segment(home, 0));
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(number(restoration, "select count(*) from commits")).isLessThan(storage.commits());
    }

    @Test
    void a_damaged_segment_is_not_taken_for_the_end_of_the_log() throws Exception {
        var damaged = storage.segment(home, 1);
        PlantedDamage.inTheMiddleOf(damaged);
        run.fails(MusicStorage.name(damaged), "checksum");
    }

    /** A broken connection looks the same. */
    @Test
    void a_segment_cut_short_is_not_taken_for_the_end_of_the_log() throws Exception {
        var cut = storage.segment(home, 1);
        cut(cut);
        run.cannotTell(
                "fetching " + MusicStorage.name(cut) + " of the WAL archive of wal-g failed with exit code 1",
                "unexpected EOF");
    }

    @Test
    void damage_that_it_found_while_it_made_the_backup_is_no_good_backup() throws Exception {
        var list = MusicStorage.list(home, storage.second());
        Files.writeString(
                list,
                Files.readString(list)
                        .replaceFirst("\"CorruptBlocks\": null", "\"CorruptBlocks\": {\"CorruptBlocksCount\": 1}"));
        run.fails("wal-g found damaged pages while it made the backup " + storage.second());
    }

    @Test
    void a_backup_without_a_list_of_its_files_says_so() throws Exception {
        MusicCatalog.edit(
                MusicStorage.sentinel(home, storage.second()),
                "\"FilesMetadataDisabled\": false",
                "\"FilesMetadataDisabled\": true");
        run.cannotTell("without a list of its files: missing ones were not looked for", "manifest: optional");
        run = run(MusicStorage.backup(home).replace("}", ", manifest: optional}"));
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log().toString()).contains("without a list of its files: missing ones were not looked");
    }

    @Test
    void an_older_description_lists_the_files_itself() throws Exception {
        MusicCatalog.edit(
                MusicStorage.sentinel(home, storage.second()),
                "^\\{",
                "{\"Files\": {\"/PG_VERSION\": {\"IsSkipped\": true}, \"/base/lost\": {\"IsSkipped\": false}}, ");
        run.fails("1 of 2 files that wal-g lists of backup " + storage.second() + " did not come back", "/base/lost");
    }

    @Test
    void a_name_that_is_an_option_is_not_passed_on() throws Exception {
        var odd = MusicStorage.program(
                home, "[ \"$1\" != backup-list ] || { echo '[{\"backup_name\": \"--config=/etc/passwd\"}]'; exit 0; }");
        run = run(MusicStorage.backup(home).replace(MusicStorage.program(home).toString(), odd.toString()));
        run.cannotTell("wal-g lists a backup [--config=/etc/passwd], which is no name that WAL-G gives");
    }

    /** Many versions of WAL-G write them to where production has them. */
    @Test
    void tablespaces_are_not_fetched_at_all() throws Exception {
        MusicCatalog.edit(
                MusicStorage.sentinel(home, storage.second()),
                "\"Spec\": null",
                "\"Spec\": {\"base_prefix\": \"/production\", \"tablespaces\": [\"16384\"],"
                        + " \"16384\": {\"loc\": \"/fast\", \"link\": \"pg_tblspc/16384\"}}");
        run = run(MusicStorage.backup(home)
                .replace(
                        MusicStorage.program(home).toString(),
                        MusicStorage.program(home, "[ \"$1\" != backup-fetch ] || touch '" + home + "/fetched'")
                                .toString()));
        run.cannotTell("has tablespaces [\"16384\"]", "nothing was restored");
        assertThat(home.resolve("fetched")).doesNotExist();
    }

    @Test
    void a_storage_without_backups_is_no_backup() throws IOException {
        var empty = Files.createDirectory(home.resolve("empty"));
        run = run("{type: wal-g, prefix: '%s', program: '%s'}".formatted(empty, MusicStorage.program(home)));
        run.fails("no usable backup was found");
    }

    @Test
    void a_storage_that_cannot_be_reached_proves_nothing() throws IOException {
        run = run("{type: wal-g, prefix: 's3://bk/music', program: '%s'}".formatted(MusicStorage.program(home)));
        run.cannotTell("cannot list its backups", "no such host");
        run = run("{type: wal-g, prefix: '%s', program: '%s'}"
                .formatted(home.resolve("unmounted"), MusicStorage.program(home)));
        run.cannotTell("Folder not exists or is inaccessible");
    }

    /** WAL-G's own words for a connection that breaks while it unpacks. */
    @Test
    void a_connection_that_breaks_is_no_damage() throws IOException {
        var broken = MusicStorage.program(
                home,
                """
                case "$*" in *backup-fetch*)
                  echo 'ERROR: 2021/08/21 10:04:52.186383 lz4 decompress failed. Is archive encrypted?: DecompressLz4: lz4 write failed: read tcp 10.0.2.15:53632->52.219.80.80:443: read: connection timed out' >&2
                  echo 'ERROR: 2021/08/21 10:04:52.277235 Extraction error in part_120.tar.lz4: extractOne: Interpret failed: Interpret: copy failed: unexpected EOF' >&2
                  exit 1;; esac\
                """);
        run = run(MusicStorage.backup(home).replace(MusicStorage.program(home).toString(), broken.toString()));
        run.cannotTell("cannot fetch backup", "connection timed out");
    }

    @Test
    void a_version_without_storage_tools_proves_nothing() throws IOException {
        var old = MusicStorage.program(
                home, "[ \"$1\" != st ] || { echo 'Error: unknown command \"st\" for \"wal-g\"' >&2; exit 1; }");
        run = run(MusicStorage.backup(home).replace(MusicStorage.program(home).toString(), old.toString()));
        run.cannotTell("unknown command \"st\"");
    }

    @Test
    void a_listing_that_is_no_listing_is_not_believed() throws IOException {
        run = run("{type: wal-g, prefix: '%s', program: /bin/true}".formatted(MusicStorage.storage(home)));
        run.cannotTell("gave no list of its backups");
    }

    @Test
    void a_program_that_is_not_there_is_named() throws IOException {
        run = run("{type: wal-g, prefix: '%s', program: /usr/bin/wal-h}".formatted(MusicStorage.storage(home)));
        run.cannotTell("/usr/bin/wal-h");
    }

    @Test
    void what_may_not_be_read_is_no_damage() throws Exception {
        var sentinel = MusicStorage.sentinel(home, storage.second());
        Files.setPosixFilePermissions(sentinel, PosixFilePermissions.fromString("---------"));
        var child = ChildRestore.start(
                List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"), home, MusicStorage.backup(home));
        child.getOutputStream().close();
        assertThat(new String(child.getInputStream().readAllBytes())).contains("INCONCLUSIVE", "permission denied");
    }

    @Test
    void a_tool_that_hangs_does_not_outlive_the_deadline() throws IOException {
        var slow = MusicStorage.program(home, "case \"$*\" in *backup-fetch*) sleep 600;; esac");
        run = run(MusicStorage.backup(home).replace(MusicStorage.program(home).toString(), slow.toString()))
                .with("deadline", "5s");
        run.refused(Verdict.INCONCLUSIVE, "", "deadline of 5 s");
    }

    @Test
    void keys_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> run("{type: wal-g, program: wal-g}").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("has neither key [prefix] nor key [config]");
        assertThatThrownBy(() -> run("{type: wal-g, prefix: 'ftp://bk/music'}").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("begins with [ftp://], which WAL-G does not know");
        assertThatThrownBy(() -> run("{type: wal-g, prefix: 's3://bk', downloadConcurrency: all}")
                        .restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("give a number from 1 on");
    }

    private PlantedRun run(String backup) {
        return PlantedRun.of(home, backup, home.resolve("walg"))
                .with("database", "postgres")
                .with("objectives", "{rpo: 26h}");
    }

    private static void cut(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }
}
