package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.process.Command;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in the files of a base backup: each is found, and named by its file or its table. */
class BackupFilesTest {
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
    void a_missing_label_is_named() throws IOException {
        delete("backup_label");
        run.fails("expecting backup_label in the backup", "but it is missing");
    }

    @Test
    void a_missing_control_file_is_named() throws IOException {
        delete("global/pg_control");
        run.fails("expecting global/pg_control in the backup", "but it is missing");
    }

    @Test
    void a_damaged_control_file_is_named() throws IOException {
        planted.flip(file("global/pg_control"), 100);
        run.fails("pg_control", "checksum");
    }

    @Test
    void a_control_file_from_before_the_backup_is_named(@TempDir Path other) throws IOException {
        var all = PlantedBackup.allIn(other);
        run.withoutManifest(planted);
        planted.replace(
                file("global/pg_control"), Files.readAllBytes(all.oldest().resolve("global/pg_control")));
        run.fails("global/pg_control of the backup", "of an earlier moment than backup_label", "different backups");
    }

    @Test
    void a_label_of_another_backup_is_named_though_the_manifest_has_its_checksum(@TempDir Path other)
            throws IOException {
        var label = Files.readString(PlantedBackup.allIn(other).oldest().resolve("backup_label"));
        planted.says("backup_label", label);
        var sum = PlantedManifest.sha256(label.getBytes(StandardCharsets.UTF_8));
        var manifest = PlantedManifest.of(Files.readString(file("backup_manifest")))
                .replaced(
                        "(\"backup_label\", \"Size\": )\\d+(.*\"Checksum\": \")[0-9a-f]+",
                        "$1" + label.length() + "$2" + sum);
        planted.replace(file("backup_manifest"), manifest.bytes());
        run.fails("backup_manifest of", "is of another backup than backup_label");
    }

    @Test
    void a_version_that_contradicts_the_control_file_is_named() throws IOException {
        planted.replace(file("PG_VERSION"), "15\n".getBytes());
        run.fails("expecting PG_VERSION", "to be 17", "but found 15");
    }

    @Test
    void a_version_that_is_none_is_named() throws IOException {
        planted.replace(file("PG_VERSION"), "rubbish\n".getBytes());
        run.fails("expecting PG_VERSION", "but found [rubbish]");
    }

    @Test
    void a_missing_heap_file_is_named() throws IOException {
        var heap = planted.customers();
        Files.delete(heap);
        run.fails(relative(heap) + ": missing");
    }

    @Test
    void a_heap_file_truncated_at_a_page_is_named() throws IOException {
        var heap = planted.customers();
        planted.truncate(heap, 8192);
        run.fails(relative(heap) + ": expecting", "but found 8192");
    }

    @Test
    void a_file_that_does_not_belong_there_is_named() throws IOException {
        Files.writeString(file("base/99999"), "who am I");
        run.fails("base/99999: not in the manifest");
    }

    @Test
    void a_damaged_manifest_is_named() throws IOException {
        planted.flip(file("backup_manifest"), 5_000);
        run.fails("backup_manifest");
    }

    @Test
    void without_a_manifest_nothing_is_proven() throws IOException {
        delete("backup_manifest");
        run.cannotTell("has no backup_manifest", "Remedy: ", "manifest: optional");
    }

    @Test
    void a_manifest_is_optional_or_it_is_not() throws IOException {
        run.withManifest("perhaps");
        assertThatThrownBy(() -> run.restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("[optional]", "[perhaps]", "Remedy: write manifest: optional");
    }

    @Test
    void where_a_manifest_is_optional_it_is_said_what_was_not_looked_for() throws IOException {
        run.withoutManifest(planted);
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log())
                .anyMatch(line -> line.contains("no backup_manifest: missing and truncated files"));
    }

    @Test
    void a_missing_commit_log_is_named() throws IOException {
        delete("pg_xact/0000");
        run.fails("pg_xact/0000: missing");
    }

    @Test
    void a_missing_map_of_relations_is_named() throws IOException {
        delete("global/pg_filenode.map");
        run.fails("global/pg_filenode.map: missing");
    }

    @Test
    void a_damaged_map_of_relations_is_named() throws IOException {
        planted.flip(file("global/pg_filenode.map"), 20);
        run.fails("global/pg_filenode.map: altered");
    }

    @Test
    void a_damaged_map_of_relations_is_named_by_the_server_too() throws IOException {
        run.withoutManifest(planted);
        planted.flip(file("global/pg_filenode.map"), 20);
        run.fails("global/pg_filenode.map", "incorrect checksum");
    }

    @Test
    void a_flipped_byte_in_a_file_that_no_rule_reads_is_named() throws IOException {
        var heap = planted.customers();
        planted.flip(heap, 8192 + 5000);
        run.fails(relative(heap) + ": altered; expecting SHA256");
    }

    @Test
    void a_damaged_page_is_found_by_the_rule_that_reads_it() throws IOException {
        run.withoutManifest(planted);
        planted.flip(planted.customers(), 8192 + 5000);
        var restoration = run.restore();
        var shop = shop(restoration);
        assertThatThrownBy(
                        () -> assertThat(shop).table("customers").column("name").hasNoNulls())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("customers", "XX001", "invalid page in block 1");
        assertThat(restoration.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void an_empty_directory_is_no_backup() throws IOException {
        planted.clear(planted.newest());
        run.fails("no usable backup in " + planted.backups(), "it is empty");
    }

    @Test
    void a_missing_directory_is_no_backup() throws IOException {
        planted.clear(planted.backups());
        run.fails("no usable backup: there is no directory " + planted.backups());
    }

    @Test
    void a_damaged_newest_backup_is_not_passed_over_for_an_older_one(@TempDir Path other) throws IOException {
        var all = PlantedBackup.allIn(other);
        Files.delete(all.newest().resolve("global/pg_control"));
        try (var restore = PlantedRun.of(other)) {
            restore.fails("global/pg_control", all.newest().toString());
        }
    }

    @Test
    void what_a_failed_backup_left_empty_is_not_passed_over_for_an_older_one() throws IOException {
        var failed = Files.createDirectory(planted.backups().resolve("failed"));
        Files.setLastModifiedTime(
                failed, FileTime.from(PlantedBackup.sample().facts().asOf()));
        run.fails("expecting PG_VERSION in the backup", failed.toString(), "but it is missing");
    }

    @Test
    void a_link_to_the_newest_backup_is_no_other_backup() throws IOException {
        Files.createSymbolicLink(planted.backups().resolve("latest"), planted.newest());
        assertThat(run.restore().failure()).isEmpty();
    }

    @Test
    void a_backup_of_last_week_is_too_old_and_loses_too_much() throws IOException {
        run.with(
                "asOf",
                PlantedBackup.sample().facts().asOf().plus(Duration.ofDays(7)).toString());
        var restoration = run.restore();
        assertThatThrownBy(() -> assertThat(restoration).hasRecentBackup())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("age of the newest backup");
        assertThatThrownBy(() -> assertThat(restoration).lostNoMoreThanRpo()).isInstanceOf(AssertionError.class);
        assertThat(restoration.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_link_out_of_the_backup_is_not_followed() throws IOException {
        var heap = planted.customers();
        Files.move(heap, home.resolve("elsewhere"));
        Files.createSymbolicLink(heap, home.resolve("elsewhere"));
        run.cannotTell(relative(heap), "symbolic link");
    }

    @Test
    void without_a_manifest_neither_links_nor_pipes_are_copied() throws IOException {
        run.withoutManifest(planted);
        Files.createSymbolicLink(file("base/99999"), Path.of("/etc/passwd"));
        run.cannotTell("base/99999", "symbolic link or a special file");
        delete("base/99999");
        Command.of("mkfifo", file("base/99999").toString()).runOrThrow("making a pipe");
        run.cannotTell("base/99999", "symbolic link or a special file");
    }

    @Test
    void a_pipe_in_the_place_of_a_file_does_not_block_for_ever() throws IOException {
        delete("backup_label");
        Command.of("mkfifo", file("backup_label").toString()).runOrThrow("making a pipe");
        run.fails("expecting backup_label", "a pipe");
    }

    /** Settings of production may call it, a signal file may make a standby, a slot may keep log. */
    @Test
    void nothing_that_the_backup_brings_along_is_obeyed() throws IOException, SQLException {
        run.withoutManifest(planted);
        var trace = home.resolve("called");
        var call = "'touch " + trace + "'\n";
        planted.replace(
                file("postgresql.auto.conf"),
                ("archive_mode = on\narchive_command = " + call + "restore_command = " + call
                                + "recovery_end_command = " + call + "primary_conninfo = 'host=production'\n")
                        .getBytes());
        Files.writeString(file("standby.signal"), "");
        Files.writeString(file("recovery.conf"), "standby_mode = on");
        Files.writeString(Files.createDirectories(file("pg_replslot/left")).resolve("state"), "rubbish");
        Files.writeString(file("pg_wal/00000009.history"), "rubbish");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.recoveryPoint().orElseThrow().time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
        assertThat(PlantedRun.number(restoration, "select count(*) from pg_replication_slots"))
                .isZero();
        assertThat(PlantedRun.number(restoration, "select pg_is_in_recovery()::int"))
                .isZero();
        assertThat(trace).doesNotExist();
    }

    @Test
    void a_database_that_is_not_in_the_backup_is_named() throws IOException {
        run.with("database", "billing");
        run.fails("expecting the restored cluster to have a database [billing]");
    }

    private static PostgresInstance shop(Restoration restoration) {
        assertThat(restoration.failure()).isEmpty();
        return (PostgresInstance) restoration.instance().orElseThrow();
    }

    private Path file(String name) throws IOException {
        return planted.newest().resolve(name);
    }

    private void delete(String name) throws IOException {
        Files.delete(file(name));
    }

    private String relative(Path file) throws IOException {
        return planted.newest().relativize(file).toString();
    }
}
