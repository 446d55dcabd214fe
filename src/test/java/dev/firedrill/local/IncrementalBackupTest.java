package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.PlantedDamage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A full backup of PostgreSQL 17 and two incremental ones, in every mixture of plain and tar format. */
@NeedsTool(DebianPackages.POSTGRESQL_17 + "/pg_combinebackup")
@Exhaustive
class IncrementalBackupTest {
    @TempDir
    static Path pristine;

    private static String asOf;

    @TempDir
    Path home;

    private PlantedRun run;

    /** Backups refer to where their tablespaces were put, so each test's copy is linked anew. */
    @BeforeAll
    static void take_backups() {
        try (var production = DebianCluster.in(pristine)
                .binaries(DebianPackages.POSTGRESQL_17)
                .with(Trait.TABLESPACE)
                .setting("summarize_wal", "on")
                .archiveCommand("cp %p " + pristine.resolve("wal") + "/%f")
                .start()) {
            production.directory("wal");
            production.directory("backups");
            backup(production, "full-plain", "");
            backup(production, "full-tar", "");
            production.sql("update ledger set amount = amount + 1 where id <= 100");
            production.commit("in the first");
            backup(production, "first-plain", "full-plain");
            backup(production, "first-tar", "full-tar");
            backup(production, "first-mixed-plain", "full-tar");
            backup(production, "first-mixed-tar", "full-plain");
            production.sql("insert into ledger select n, n % 97 from generate_series(5001, 6000) n");
            production.sql("create table newcomer as select n from generate_series(1, 1000) n");
            production.commit("in the second");
            backup(production, "second-plain", "first-plain");
            backup(production, "second-tar", "first-tar");
            backup(production, "second-mixed-plain", "first-mixed-tar");
            backup(production, "second-mixed-tar", "first-mixed-plain");
            production.commit("in the log");
            production.archiveSegment();
            // Backups count as made at the full second after they were.
            asOf = production.commit("lost").plusSeconds(1).toString();
        }
    }

    /** In the format that its name ends with; {@code before} is empty for a full one. */
    private static void backup(DebianCluster production, String name, String before) {
        var directory = pristine.resolve("backups").resolve(name);
        boolean plain = name.endsWith("plain");
        production.run(
                "pg_basebackup",
                "--pgdata=" + directory,
                "--format=" + (plain ? "plain" : "tar"),
                "--checkpoint=fast",
                "--wal-method=stream",
                plain ? "--tablespace-mapping=" + production.tablespace() + "=" + directory + ".ts" : "--gzip",
                before.isEmpty()
                        ? "--verbose"
                        : "--incremental=" + pristine.resolve("backups/" + before + "/backup_manifest"));
    }

    @BeforeEach
    void plant() throws IOException {
        run = PlantedRun.of(home)
                .with("asOf", asOf)
                .with("database", "postgres")
                .with("binaries", DebianPackages.POSTGRESQL_17);
        Files.createDirectory(home.resolve("backups"));
        copy(pristine.resolve("wal"), home.resolve("wal"));
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void a_chain_in_plain_format_is_combined_and_the_log_replayed_on_it() throws Exception {
        put("full-plain", "first-plain", "second-plain");
        restoresAll("full-plain + first-plain + second-plain");
    }

    @Test
    void a_chain_in_tar_format_is_unpacked_and_combined() throws Exception {
        put("full-tar", "first-tar", "second-tar");
        restoresAll("full-tar + first-tar + second-tar");
    }

    @ParameterizedTest
    @CsvSource({"full-plain, first-mixed-tar, second-mixed-plain", "full-tar, first-mixed-plain, second-mixed-tar"})
    void a_chain_of_both_formats_is_combined(String full, String first, String second) throws Exception {
        put(full, first, second);
        restoresAll(String.join(" + ", full, first, second));
    }

    @ParameterizedTest
    @CsvSource({"full-plain, first-mixed-tar, second-mixed-plain", "full-tar, first-mixed-plain, second-mixed-tar"})
    void of_a_chain_of_both_formats_the_newests_own_log_is_enough(String full, String first, String second)
            throws Exception {
        put(full, first, second);
        run.with("backup", "{type: base-backup, directory: '" + home.resolve("backups") + "'}");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(PlantedRun.number(restoration, "select count(*) from commits where note = 'in the second'"))
                .isEqualTo(1);
    }

    @Test
    void damage_in_either_format_of_a_mixed_chain_is_named() throws Exception {
        put("full-plain", "first-mixed-tar", "second-mixed-plain");
        var archive = home.resolve("backups/first-mixed-tar/base.tar.gz");
        PlantedDamage.inTheMiddleOf(archive);
        run.fails(archive + " cannot be unpacked");
        DumpedChinook.delete(archive.getParent());
        put("first-mixed-tar");
        var damaged = file(home.resolve("backups/full-plain/base"), name -> name.matches("\\d+"));
        PlantedDamage.inTheMiddleOf(damaged);
        run.fails(home.resolve("backups/full-plain").relativize(damaged) + ": altered");
    }

    @Test
    void the_log_that_came_along_with_the_newest_is_enough() throws Exception {
        put("full-tar", "first-tar", "second-tar");
        run.with("backup", "{type: base-backup, directory: '" + home.resolve("backups") + "'}");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(PlantedRun.number(restoration, "select count(*) from commits where note = 'in the second'"))
                .isEqualTo(1);
        assertThat(PlantedRun.number(restoration, "select count(*) from commits where note = 'in the log'"))
                .isZero();
    }

    /** Their times have whole seconds, and a full backup's name may come later than an incremental one's. */
    @Test
    void of_backups_of_one_second_the_one_that_began_last_is_the_newest() throws Exception {
        put("full-plain", "first-plain");
        try (var notes = Files.newDirectoryStream(home.resolve("wal"), "*.backup")) {
            for (var note : notes) {
                var text = Files.readString(note).replaceAll("STOP TIME: .*", "STOP TIME: 2026-11-24 12:00:00 UTC");
                Files.writeString(note, text);
            }
        }
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log()).anyMatch(line -> line.contains("backup first-plain, the newest of 2"));
    }

    @Test
    void what_is_missing_in_the_middle_is_named() throws Exception {
        put("full-plain", "second-plain");
        run.fails(
                "the incremental backup second-plain adds to a backup that started at",
                "which is not there: there are [full-plain (",
                "Remedy: keep the backups");
    }

    @Test
    void a_missing_full_backup_is_named() throws Exception {
        put("first-plain", "second-plain");
        run.fails("the incremental backup first-plain adds to a backup that started at", "which is not there");
    }

    @Test
    void damage_in_the_middle_of_the_chain_is_named() throws Exception {
        put("full-plain", "first-plain", "second-plain");
        var damaged = file(home.resolve("backups/first-plain"), name -> name.startsWith("INCREMENTAL."));
        PlantedDamage.inTheMiddleOf(damaged);
        run.fails(home.resolve("backups/first-plain").relativize(damaged) + ": altered");
    }

    @Test
    void damage_in_an_archive_in_the_middle_of_the_chain_is_named() throws Exception {
        put("full-tar", "first-tar", "second-tar");
        var damaged = home.resolve("backups/first-tar/base.tar.gz");
        PlantedDamage.inTheMiddleOf(damaged);
        run.fails(damaged + " cannot be unpacked");
    }

    /** Its own manifest says nothing of that; the program that combines does. */
    @Test
    void a_chain_of_two_clusters_is_refused_by_the_program() throws Exception {
        put("full-plain", "first-plain");
        var control = home.resolve("backups/full-plain/global/pg_control");
        var content = ByteBuffer.wrap(Files.readAllBytes(control)).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(0, content.getLong(0) + 1);
        var crc = new CRC32C();
        crc.update(content.array(), 0, 288);
        content.putInt(288, (int) crc.getValue());
        Files.write(control, content.array());
        Files.delete(home.resolve("backups/full-plain/backup_manifest"));
        run.withManifest("optional");
        run.fails("pg_combinebackup does not combine", "system identifier");
    }

    @Test
    void without_the_program_nothing_can_be_told() throws Exception {
        put("full-plain", "first-plain");
        var bare = Files.createDirectory(home.resolve("bare"));
        Files.createSymbolicLink(bare.resolve("postgres"), Path.of(DebianPackages.POSTGRESQL_17, "postgres"));
        run.with("binaries", bare.toString());
        run.cannotTell(
                "an incremental one of PostgreSQL 17",
                "no pg_combinebackup of that version: neither " + bare,
                "Remedy: install PostgreSQL 17");
    }

    private void restoresAll(String chain) throws Exception {
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log()).anyMatch(line -> line.contains("combined " + chain + "; backup_manifest: "));
        assertThat(PlantedRun.number(restoration, "select count(*) from commits where note like 'in the%'"))
                .isEqualTo(3);
        assertThat(PlantedRun.number(restoration, "select sum(amount) from ledger"))
                .isEqualTo(expectedAmount());
        assertThat(PlantedRun.number(restoration, "select count(*) from newcomer"))
                .isEqualTo(1000);
    }

    private static long expectedAmount() {
        long sum = 100;
        for (int n = 1; n <= 6000; n++) {
            sum += n % 97;
        }
        return sum;
    }

    private void put(String... names) throws IOException {
        for (var name : names) {
            var to = home.resolve("backups").resolve(name);
            copy(pristine.resolve("backups").resolve(name), to);
            var tablespace = pristine.resolve("backups").resolve(name + ".ts");
            if (Files.exists(tablespace)) {
                var moved = home.resolve("backups").resolve(name + ".ts");
                copy(tablespace, moved);
                relink(to.resolve("pg_tblspc"), moved);
            }
        }
    }

    private static void relink(Path links, Path target) throws IOException {
        try (var all = Files.list(links)) {
            for (var link : all.toList()) {
                Files.delete(link);
                Files.createSymbolicLink(link, target);
            }
        }
    }

    private static void copy(Path from, Path to) {
        Command.of("cp", "-a", from.toString(), to.toString()).runOrThrow("copying a backup");
    }

    private static Path file(Path directory, Predicate<String> name) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> name.test(file.getFileName().toString()))
                    .max(Comparator.comparingLong(IncrementalBackupTest::size))
                    .orElseThrow();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
