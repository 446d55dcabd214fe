package dev.firedrill.local;

import static dev.firedrill.local.PlantedRun.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.debian.BarmanServer;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.PlantedDamage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of Barman that is neither compressed nor has tablespaces is compared with its manifest while it is restored. */
@NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "barman"})
@Exhaustive
class BarmanFilesTest {
    @TempDir
    Path home;

    private Path files;
    private Path table;
    private BarmanServer server;
    private PlantedRun run;

    @BeforeEach
    void back_up() {
        try (var cluster = DebianCluster.in(home).start()) {
            cluster.sql("create table numbers as select generate_series(1, 50000) n");
            server = BarmanServer.of(cluster);
            files = server.catalog().resolve("base").resolve(server.backup()).resolve("data");
            server.archiveSegment();
            table = files.resolve(cluster.sql("select pg_relation_filepath('numbers')"));
            run = run("");
        }
    }

    private PlantedRun run(String more) {
        var backup = "{type: barman, server: main, config: '%s'%s}".formatted(server.configuration(), more);
        return PlantedRun.of(home, backup, server.catalog()).with("database", "postgres");
    }

    /** Barman behind a script, which has the command in {@code $doing}. */
    private PlantedRun runWith(String before, String after) throws IOException {
        var script =
                """
                #!/bin/sh
                for word; do case $word in show-*|list-*|recover) doing=$word;; esac; done
                %s
                barman "$@"
                code=$?
                %s
                exit $code
                """;
        var program = Files.writeString(home.resolve("program"), script.formatted(before, after));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return run(", program: '" + program + "'");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void it_comes_back_and_the_log_says_what_was_compared_where() throws Exception {
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(number(restoration, "select count(*) from numbers")).isEqualTo(50_000);
        assertThat(restoration.log().toString())
                .containsPattern(
                        "backup_manifest: (\\d+) files .*, \\1 of them with their checksums where barman keeps them");
    }

    @Test
    void a_damaged_file_is_named() throws Exception {
        PlantedDamage.inTheMiddleOf(table);
        run.fails("base/", "/" + table.getFileName() + ": altered");
    }

    @Test
    void a_file_cut_short_is_named() throws Exception {
        try (var file = FileChannel.open(table, StandardOpenOption.WRITE)) {
            file.truncate(8192);
        }
        run.fails("/" + table.getFileName() + ": expecting", "bytes");
    }

    @Test
    void a_missing_file_is_named() throws Exception {
        Files.delete(table);
        run.fails("/" + table.getFileName() + ": missing");
    }

    @Test
    void a_manifest_of_which_a_part_was_lost_is_not_believed() throws Exception {
        var manifest = files.resolve("backup_manifest");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{ \"Path\"[^\n]*\n", ""));
        run.fails("backup_manifest");
    }

    /** Each start of it takes as long as the copy of many files; and where it misses its list of segments, it makes one. */
    @Test
    void barman_is_started_four_times_and_asked_for_its_backups_only_after_its_paths() throws Exception {
        var asked = home.resolve("asked");
        run = runWith("echo \"$doing\" >>'" + asked + "'", "echo \"$doing ended\" >>'" + asked + "'");
        assertThat(run.restore().failure()).isEmpty();
        assertThat(Files.readAllLines(asked))
                .startsWith("show-servers", "show-servers ended")
                .contains("list-backups", "list-backups ended", "show-backup", "show-backup ended")
                .endsWith("recover", "recover ended")
                .hasSize(8);
    }

    @Test
    void what_barman_cannot_say_beside_its_list_is_asked_for_once_more() throws Exception {
        var failed = home.resolve("failed");
        run = runWith("[ $doing != show-backup ] || ! mkdir '" + failed + "' 2>&- || exit 1", "");
        assertThat(run.restore().failure()).isEmpty();
        assertThat(failed).exists();
    }

    /** It tells no more than that of a backup that is being made: what is not told is not what is not there. */
    @Test
    void what_barman_says_of_a_backup_that_is_being_made_is_not_believed_of_the_finished_one() throws Exception {
        var told = home.resolve("told");
        var unfinished = "{\"main\": {\"backup_id\": \"%s\", \"status\": \"STARTED\"}}"
                .formatted(files.getParent().getFileName());
        run = runWith(
                "[ $doing != show-backup ] || ! mkdir '" + told + "' 2>&- || { echo '" + unfinished + "'; exit 0; }",
                "");
        var restoration = run.restore();
        assertThat(told).exists();
        assertThat(restoration.failure()).isEmpty();
        assertThat(number(restoration, "select count(*) from numbers")).isEqualTo(50_000);
    }
}
