package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.process.Command;
import dev.firedrill.restore.Restoration;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real pg_basebackup leaves of a production with a tablespace, in each of its forms. */
@NeedsTool(DebianPackages.POSTGRESQL_15 + "/pg_basebackup")
@Exhaustive
class DebianBaseBackupTest {
    /** Options of pg_basebackup, by the name of the backup. */
    private static final List<List<String>> FORMS = List.of(
            List.of("tar", "--format=tar", "--wal-method=stream"),
            List.of("tar-gzip", "--format=tar", "--gzip", "--wal-method=stream"),
            List.of("tar-lz4", "--format=tar", "--compress=lz4", "--wal-method=stream"),
            List.of("tar-zstd", "--format=tar", "--compress=zstd", "--wal-method=stream"),
            List.of("tar-server-lz4", "--format=tar", "--compress=server-lz4:9", "--wal-method=none"),
            List.of("tar-server-gzip", "--format=tar", "--compress=server-gzip", "--wal-method=none"),
            List.of("tar-server-zstd", "--format=tar", "--compress=server-zstd", "--wal-method=none"),
            List.of("tar-fetch", "--format=tar", "--wal-method=fetch", "--manifest-checksums=SHA512"));

    @TempDir
    static Path pristine;

    private static Path prodTablespace;
    private static String asOf;

    @TempDir
    Path home;

    private PlantedRun run;

    @BeforeAll
    static void take_backups() {
        try (var production = DebianCluster.in(pristine)
                .with(Trait.TABLESPACE)
                .archiveCommand("cp %p " + pristine.resolve("wal") + "/%f")
                .start()) {
            production.directory("wal");
            var backups = production.directory("backups");
            prodTablespace = production.tablespace();
            for (var form : FORMS) {
                backup(production, backups, form);
            }
            var mapped = "--tablespace-mapping=" + prodTablespace + "=" + backups.resolve("plain.ts");
            backup(production, backups, List.of("plain", "--wal-method=stream", mapped));
            production.commit("in the log");
            production.archiveSegment();
            // Backups count as made at the full second after they were.
            asOf = production.commit("lost").plusSeconds(1).toString();
        }
    }

    private static void backup(DebianCluster production, Path backups, List<String> form) {
        var options = Stream.concat(
                        Stream.of("--pgdata=" + backups.resolve(form.get(0)), "--checkpoint=fast"),
                        form.stream().skip(1))
                .toArray(String[]::new);
        production.run("pg_basebackup", options);
    }

    static Stream<String> tars() {
        return FORMS.stream().map(form -> form.get(0));
    }

    static Stream<String> withLog() {
        return FORMS.stream()
                .filter(form -> !form.contains("--wal-method=none"))
                .map(form -> form.get(0));
    }

    @BeforeEach
    void plant() throws IOException {
        Files.createDirectory(home.resolve("backups"));
        copy(pristine.resolve("wal"), home.resolve("wal"));
        run = PlantedRun.of(home).with("asOf", asOf).with("database", "postgres");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @ParameterizedTest
    @MethodSource("tars")
    void every_form_is_restored_with_its_tablespace_and_the_log_of_the_archive(String form) throws Exception {
        put(form);
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log())
                .anyMatch(
                        line -> line.matches(".*backup_manifest: (\\d+) files are there with their sizes, \\1 of .*"));
        assertThat(commits(restoration, "in the log")).isEqualTo(1);
        hasItsOwnTablespace(restoration);
    }

    @ParameterizedTest
    @MethodSource("withLog")
    void the_log_that_came_along_is_enough(String form) throws Exception {
        put(form);
        run.with("backup", "{type: base-backup, directory: '" + home.resolve("backups") + "'}");
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(commits(restoration, "in the log")).isZero();
        hasItsOwnTablespace(restoration);
    }

    @Test
    void plain_format_is_restored_with_the_tablespace_beside_it() throws Exception {
        putPlain(home.resolve("backups/plain.ts"));
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(commits(restoration, "in the log")).isEqualTo(1);
        hasItsOwnTablespace(restoration);
    }

    @Test
    void a_tablespace_elsewhere_is_read_only_if_the_configuration_names_it() throws Exception {
        var elsewhere = Files.createDirectory(home.resolve("elsewhere")).resolve("ts");
        putPlain(elsewhere);
        run.cannotTell(
                "symbolic link",
                "which leads to " + elsewhere.toRealPath(),
                "production may have its own files there",
                "Remedy: ",
                "tablespaces:");
        run.close();
        run = PlantedRun.of(home)
                .with("asOf", asOf)
                .with("database", "postgres")
                .with(
                        "backup",
                        PlantedRun.backup(home.resolve("backups"), home.resolve("wal"))
                                .replace("}", ", tablespaces: '" + elsewhere.getParent() + "'}"));
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        hasItsOwnTablespace(restoration);
    }

    @Test
    void a_file_that_a_tablespace_lacks_is_named() throws Exception {
        var tablespace = home.resolve("backups/plain.ts");
        putPlain(tablespace);
        Path heap;
        try (var files = Files.walk(tablespace)) {
            heap = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        Files.delete(heap);
        run.fails("pg_tblspc/", tablespace.relativize(heap) + ": missing");
    }

    @Test
    void a_tablespace_that_is_gone_is_named() throws Exception {
        putPlain(home.resolve("backups/plain.ts"));
        Files.move(home.resolve("backups/plain.ts"), home.resolve("gone"));
        run.fails("expecting the files of a tablespace at ", "plain.ts", "there is no such directory");
    }

    @Test
    void the_archive_of_a_tablespace_that_is_missing_is_named() throws Exception {
        put("tar-gzip");
        Path archive;
        try (var files = Files.list(home.resolve("backups/tar-gzip"))) {
            archive = files.filter(file -> file.getFileName().toString().matches("\\d+\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(archive);
        run.fails("expecting " + archive.getFileName().toString().replace(".gz", "") + ", the archive of a tablespace");
    }

    @Test
    void listing_names_each_of_them_whatever_its_form() throws Exception {
        tars().forEach(this::put);
        putPlain(home.resolve("backups/plain.ts"));
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.log())
                .anyMatch(line -> line.contains("the newest of 9 that reach the target, of 9 in all"));
    }

    /** Its directory in the restore, to which the only link leads; and nothing of production is touched. */
    private void hasItsOwnTablespace(Restoration restoration) throws Exception {
        assertThat(PlantedRun.number(restoration, "select count(*) from ledger"))
                .isEqualTo(5000);
        var directory = home.resolve("work").resolve(restoration.id());
        try (var links = Files.list(directory.resolve("data/pg_tblspc"))) {
            assertThat(links.toList()).singleElement().satisfies(link -> assertThat(Files.readSymbolicLink(link))
                    .isEqualTo(directory.resolve("tablespaces").resolve(link.getFileName())));
        }
        assertThat(directory.resolve("data/tablespace_map")).doesNotExist();
        assertThat(directory.resolve("data/tablespace_map.old")).doesNotExist();
    }

    private static long commits(Restoration restoration, String note) throws Exception {
        return PlantedRun.number(restoration, "select count(*) from commits where note = '" + note + "'");
    }

    private void put(String name) {
        copy(pristine.resolve("backups").resolve(name), home.resolve("backups").resolve(name));
    }

    private void putPlain(Path tablespace) throws IOException {
        put("plain");
        copy(pristine.resolve("backups/plain.ts"), tablespace);
        try (var links = Files.list(home.resolve("backups/plain/pg_tblspc"))) {
            for (var link : links.toList()) {
                Files.delete(link);
                Files.createSymbolicLink(link, tablespace);
            }
        }
    }

    private static void copy(Path from, Path to) {
        Command.of("cp", "-a", from.toString(), to.toString()).runOrThrow("copying a backup");
    }
}
