package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.restore.Restoration;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backups in tar format are restored, and faults planted in them are found and named by their file. */
@Exhaustive
class TarBackupTest {
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

    @ParameterizedTest
    @EnumSource
    void an_archive_is_restored_however_it_is_compressed(Compression compression) throws Exception {
        tar(compression).write();
        var restoration = run.restore();
        isTheNewestState(restoration);
        assertThat(restoration.log())
                .anyMatch(line ->
                        line.matches(".*backup_manifest: (\\d+) files are there with their sizes, \\1 of them.*"));
    }

    @Test
    void what_is_restored_is_for_its_owner_only() throws Exception {
        tar(Compression.GZIP).write();
        var restoration = run.restore();
        var data = home.resolve("work").resolve(restoration.id()).resolve("data");
        assertThat(mode(data.resolve("base"))).isEqualTo("rwx------");
        assertThat(mode(data.resolve("PG_VERSION"))).isEqualTo("rw-------");
    }

    @Test
    void the_log_that_came_along_is_enough() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.write();
        tar.writeLog(tar.segments().subList(0, 2));
        withoutArchive();
        isRestoredFromItsOwnLog(run.restore());
    }

    @Test
    void a_gap_in_the_log_that_came_along_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.write();
        var segments = new ArrayList<>(tar.segments().subList(0, 3));
        var missing = segments.remove(1);
        tar.writeLog(segments);
        withoutArchive();
        run.fails("the WAL that came along with the backup " + tar.directory(), missing + " is missing");
    }

    @Test
    void a_segment_that_is_none_is_named() throws Exception {
        var tar = tar(Compression.NONE);
        tar.write();
        var second = tar.segment(1);
        planted.truncate(second, 16 << 19);
        tar.writeLog(tar.segments().subList(0, 2));
        withoutArchive();
        run.fails(second.getFileName().toString(), "truncated or has grown", "but found 8388608");
    }

    @Test
    void more_log_than_a_backup_needs_is_no_way_to_fill_the_disk() throws Exception {
        var tar = tar(Compression.NONE);
        tar.write();
        tar.writeLog(tar.segments().subList(0, 4));
        withoutArchive();
        run.fails("brings more WAL along than backup_manifest asks for", "found 4 segments");
    }

    @Test
    void a_backup_without_any_log_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.write();
        withoutArchive();
        run.fails("brings no WAL along", "pg_wal.tar", "Remedy: ");
    }

    /** As pg_basebackup -X fetch writes it. */
    @Test
    void the_log_may_lie_in_the_archive_of_the_data_directory() throws Exception {
        var tar = tar(Compression.ZSTD);
        for (var segment : tar.segments().subList(0, 2)) {
            tar.with("pg_wal/" + segment, Files.readAllBytes(planted.wal().resolve(segment)));
        }
        tar.write();
        withoutArchive();
        isRestoredFromItsOwnLog(run.restore());
    }

    /** As pg_basebackup -D - writes it. */
    @Test
    void the_manifest_may_stand_at_the_end_of_the_archive() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.with("backup_manifest", Files.readAllBytes(tar.manifest()));
        Files.delete(tar.manifest());
        tar.write();
        isTheNewestState(run.restore());
    }

    @Test
    void a_file_that_differs_from_a_manifest_in_the_archive_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.with("backup_manifest", Files.readAllBytes(tar.manifest()));
        Files.delete(tar.manifest());
        tar.flip(tar.customers(), 9_000).write();
        run.fails(tar.customers() + ": altered; expecting SHA256");
    }

    @Test
    void without_a_manifest_nothing_is_proven() throws Exception {
        var tar = tar(Compression.GZIP);
        Files.delete(tar.manifest());
        tar.write();
        run.cannotTell("has no backup_manifest", "Remedy: ", "manifest: optional");
        tar.writeLog(tar.segments());
        run.cannotTell("has no backup_manifest", "Remedy: ", "manifest: optional");
    }

    @Test
    void where_a_manifest_is_optional_it_is_said_what_was_not_looked_for() throws Exception {
        var tar = tar(Compression.GZIP);
        Files.delete(tar.manifest());
        tar.write();
        var restoration = run.withManifest("optional").restore();
        isTheNewestState(restoration);
        assertThat(restoration.log())
                .anyMatch(line -> line.contains("no backup_manifest: missing and truncated files"));
    }

    @Test
    void a_missing_file_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.files().remove("pg_xact/0000");
        tar.write();
        run.fails("1 of ", "pg_xact/0000: missing; expecting");
    }

    @Test
    void a_file_that_does_not_belong_there_is_named() throws Exception {
        tar(Compression.GZIP).with("base/99999", new byte[9]).write();
        run.fails("base/99999: not in the manifest; 9 bytes");
    }

    @Test
    void after_20_faults_the_rest_is_not_looked_at() throws Exception {
        var tar = tar(Compression.GZIP);
        for (int count = 0; count < 50; count++) {
            tar.with("base/9999" + count, new byte[0]);
        }
        tar.write();
        run.fails("20 of ", "base/999919: not in the manifest", "... and the rest was not looked at");
    }

    @Test
    void an_altered_file_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.flip(tar.customers(), 9_000).write();
        run.fails(tar.customers() + ": altered; expecting SHA256");
    }

    @Test
    void a_truncated_file_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        var heap = tar.customers();
        tar.with(heap, new byte[8192]).write();
        run.fails(heap + ": expecting", "but found 8192");
    }

    @ParameterizedTest
    @EnumSource
    void an_archive_that_breaks_off_is_named(Compression compression) throws Exception {
        var file = tar(compression).write();
        planted.truncate(file, (int) (Files.size(file) * 2 / 3));
        run.fails(file + " cannot be unpacked");
    }

    /** Nothing but the missing end shows it where no manifest lists the files. */
    @Test
    void an_archive_that_was_cut_between_two_files_is_named() throws Exception {
        var tar = tar(Compression.NONE);
        var file = tar.write();
        Files.delete(tar.manifest());
        planted.truncate(file, (int) Files.size(file) - 1024 - 512 - tar.files().get("global/pg_control").length);
        run.withManifest("optional");
        run.fails(file + " cannot be unpacked: it breaks off");
    }

    @Test
    void a_checksum_of_gzip_that_is_wrong_is_named() throws Exception {
        var file = tar(Compression.GZIP).write();
        planted.flip(file, (int) Files.size(file) - 8);
        run.fails(file + " cannot be unpacked", "CRC32");
    }

    @ParameterizedTest
    @EnumSource
    void what_follows_the_end_of_an_archive_is_named(Compression compression) throws Exception {
        var file = tar(compression).write();
        var content = Files.readAllBytes(file);
        var longer = Arrays.copyOf(content, content.length + 2000);
        Arrays.fill(longer, content.length, longer.length, (byte) 'x');
        planted.replace(file, longer);
        run.fails(file + " cannot be unpacked");
    }

    @Test
    void a_missing_archive_of_the_data_directory_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.writeLog(tar.segments());
        run.fails("expecting base.tar, base.tar.gz, base.tar.lz4 or base.tar.zst in the backup");
    }

    @Test
    void an_archive_in_two_forms_is_nobodys_proof() throws Exception {
        var tar = tar(Compression.GZIP);
        Files.write(tar.directory().resolve("base.tar"), tar.base());
        tar.write();
        run.cannotTell("holds both", "base.tar.gz", "Remedy: move one of them elsewhere");
    }

    @Test
    void a_missing_label_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        Files.delete(tar.manifest());
        tar.files().remove("backup_label");
        Files.setLastModifiedTime(
                tar.write(), FileTime.from(PlantedBackup.sample().facts().asOf()));
        Files.setLastModifiedTime(
                tar.directory(), FileTime.from(PlantedBackup.sample().facts().asOf()));
        run.withManifest("optional");
        run.fails("expecting backup_label in the backup", "but it is missing");
    }

    /** Else it would be found only after all was unpacked. */
    @Test
    void a_gap_in_the_archive_is_found_before_anything_is_unpacked() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.write();
        var missing = tar.segment(1);
        Files.delete(missing);
        var restoration = run.fails("WAL archive " + planted.wal(), missing.getFileName() + " is missing");
        assertThat(restoration.log()).noneMatch(line -> line.contains("backup_manifest:"));
    }

    @Test
    void a_backup_of_another_cluster_than_its_manifest_is_named() throws Exception {
        var tar = tar(Compression.GZIP);
        tar.write();
        var text = Files.readString(tar.manifest());
        planted.replace(
                tar.manifest(),
                PlantedManifest.of(text)
                        .replaced("\"System-Identifier\": \\d+", "\"System-Identifier\": 42")
                        .bytes());
        run.fails("is of cluster 42, but global/pg_control is of cluster");
    }

    private PlantedTarBackup tar(Compression compression) throws IOException {
        return PlantedTarBackup.insteadOf(planted, compression);
    }

    private void withoutArchive() {
        run.with("backup", "{type: base-backup, directory: '" + planted.backups() + "'}");
    }

    private static void isTheNewestState(Restoration restoration) throws Exception {
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.recoveryPoint().orElseThrow().time())
                .isEqualTo(PlantedBackup.sample().archived("").newestCommit());
        assertThat(PlantedRun.number(restoration, "select count(*) from customers"))
                .isPositive();
    }

    private static void isRestoredFromItsOwnLog(Restoration restoration) throws Exception {
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.recoveryPoint().orElseThrow().time())
                .isBefore(PlantedBackup.sample().archived("").newestCommit());
        assertThat(PlantedRun.number(restoration, "select count(*) from customers"))
                .isPositive();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
