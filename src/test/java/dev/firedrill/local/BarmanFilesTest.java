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
    private PlantedRun run;

    @BeforeEach
    void back_up() {
        try (var cluster = DebianCluster.in(home).start()) {
            cluster.sql("create table numbers as select generate_series(1, 50000) n");
            var server = BarmanServer.of(cluster);
            files = server.catalog().resolve("base").resolve(server.backup()).resolve("data");
            server.archiveSegment();
            table = files.resolve(cluster.sql("select pg_relation_filepath('numbers')"));
            run = PlantedRun.of(
                            home,
                            "{type: barman, server: main, config: '%s'}".formatted(server.configuration()),
                            server.catalog())
                    .with("database", "postgres");
        }
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
}
