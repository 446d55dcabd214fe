package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.firedrill.restore.Restoration;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.store.archive.PlantedTar;
import dev.firedrill.testing.Exhaustive;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that somebody prepared: nothing is written outside of the restore, and nothing is left of it. */
@Exhaustive
class HostileArchiveTest {
    private static final long GIGABYTE = 1L << 30;

    @TempDir
    Path home;

    private PlantedBackup planted;
    private PlantedRun run;
    private PlantedTarBackup tar;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.in(home);
        run = PlantedRun.of(home);
        tar = PlantedTarBackup.insteadOf(planted, Compression.ZSTD);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
        assertThat(home.resolve("evil")).doesNotExist();
        assertThat(planted.backups().resolve("evil")).doesNotExist();
    }

    @Test
    void a_name_that_leads_out_of_the_restore_is_refused() throws IOException {
        refused(more -> more.file("../../../evil", "x"), "names a file outside itself, [../../../evil]");
    }

    @Test
    void a_link_out_of_the_restore_is_refused_and_nothing_is_written_through_it() throws IOException {
        refused(
                more -> more.link("base/out", home.toString()).file("base/out/evil", "x"),
                "a symbolic link, [base/out]");
    }

    @Test
    void a_hard_link_is_refused() throws IOException {
        refused(more -> more.entry('1', "base/passwd", "/etc/passwd", new byte[0]), "a hard link, [base/passwd]");
    }

    @Test
    void a_device_is_refused() throws IOException {
        refused(more -> more.entry('4', "base/disk", "", new byte[0]), "a device, [base/disk]");
    }

    @Test
    void a_file_that_comes_twice_is_refused() throws IOException {
        refused(more -> more.file("PG_VERSION", "17\n"), "PG_VERSION: more than once in the archives");
    }

    /** A link to where production has a tablespace is what a server sends; it is not made as it is sent. */
    @Test
    void a_link_of_a_tablespace_leads_nowhere() throws IOException {
        tar.then(more -> more.link("pg_tblspc/4711", home.toString())).write();
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        var links = home.resolve("work").resolve(restoration.id()).resolve("data/pg_tblspc");
        assertThat(links).isEmptyDirectory();
    }

    @Test
    void settings_and_signals_of_the_archive_are_not_obeyed() throws Exception {
        var trace = home.resolve("evil");
        tar.with("postgresql.auto.conf", ("archive_cleanup_command = 'touch " + trace + "'\n").getBytes());
        tar.with("standby.signal", new byte[0]).write();
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(PlantedRun.number(restoration, "select pg_is_in_recovery()::int"))
                .isZero();
    }

    @Test
    void files_that_no_manifest_lists_are_read_over_and_not_written() throws IOException {
        var base = bomb(2 * GIGABYTE);
        var restoration = run.fails(base.toString(), "holds more than all that backup_manifest lists");
        assertThat(restoration.log()).noneMatch(line -> line.contains("sizes"));
    }

    @Test
    void without_a_manifest_an_archive_must_not_unpack_a_thousandfold() throws IOException {
        Files.delete(tar.manifest());
        run.withManifest("optional");
        var base = bomb(2 * GIGABYTE);
        run.cannotTell(base.toString(), "would unpack to more than", "Remedy: make base backups with a manifest");
    }

    @Test
    void many_directories_are_no_data_directory() throws IOException {
        var base = tar.then(more -> {
                    for (int count = 0; count < 2_500; count++) {
                        more.directory("base/d" + count);
                    }
                })
                .write();
        run.fails(base + " holds more than 2,", "directories");
    }

    @Test
    void a_manifest_that_was_made_up_does_not_make_the_disk_too_small_to_be_asked() throws IOException {
        tar.write();
        var text = Files.readString(tar.manifest());
        planted.replace(
                tar.manifest(),
                PlantedManifest.of(text)
                        .replaced("\"Size\": \\d+", "\"Size\": 9000000000000000000")
                        .bytes());
        run.cannotTell("is too small", "nothing was copied");
    }

    @Test
    void a_deadline_holds_while_an_archive_is_unpacked() throws IOException {
        Files.delete(tar.manifest());
        var base = tar.directory().resolve("base.tar");
        try (var file = new RandomAccessFile(base.toFile(), "rw")) {
            var whole = tar.base();
            file.write(whole, 0, whole.length - 1024);
            file.write(PlantedTar.header('0', "pg_replslot/read_and_not_written".getBytes(), "", 6 * GIGABYTE));
            file.setLength(file.getFilePointer() + 6 * GIGABYTE + 1024);
        }
        run.withManifest("optional").with("deadline", "1s");
        run.cannotTell("outlived its deadline of 1 s while unpacking " + base, "raise deadline:");
    }

    private void refused(Consumer<PlantedTar> entries, String words) throws IOException {
        tar.then(entries).write();
        Restoration restoration = run.fails(words);
        assertThat(restoration.log()).noneMatch(line -> line.contains("sizes"));
    }

    /** Ends in a file of zeros, which takes next to no room. */
    private Path bomb(long size) throws IOException {
        var base = tar.write();
        try (var out = appending(base)) {
            out.write(PlantedTar.header('0', "bomb".getBytes(), "", size));
            var zeros = new byte[1 << 20];
            for (long written = 0; written < size; written += zeros.length) {
                out.write(zeros);
            }
            out.write(new byte[1024]);
        }
        return base;
    }

    /** The archive's end is taken away, and whatever comes is compressed on its own. */
    private OutputStream appending(Path base) throws IOException {
        var whole = tar.base();
        var begun = Arrays.copyOf(whole, whole.length - 1024);
        Files.write(base, PlantedTarBackup.compressed(begun, Compression.ZSTD));
        return new BufferedOutputStream(
                new ZstdOutputStream(Files.newOutputStream(base, StandardOpenOption.APPEND)), 1 << 20);
    }
}
