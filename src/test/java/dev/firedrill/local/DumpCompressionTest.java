package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.restore.Restoration;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** lz4 and zstd, which pg_dump has from 16 on: pg_restore takes a file that ends too early for a table with fewer rows. */
@NeedsTool(DebianPackages.POSTGRESQL_17 + "/pg_dump")
@Exhaustive
class DumpCompressionTest {
    @TempDir
    static Path made;

    @TempDir
    Path home;

    private PlantedRun run;

    @BeforeAll
    static void make_dumps(@TempDir Path production) throws IOException {
        try (var cluster = DebianCluster.in(production)
                .binaries(DebianPackages.POSTGRESQL_17)
                .start()) {
            cluster.sql("create database wiki");
            cluster.sql("wiki", "create table rows as select n id, md5(n::text) from generate_series(1, 20000) n");
            cluster.sql(
                    "wiki", "select lo_from_bytea(n::oid, ('object ' || n)::bytea) from generate_series(1, 1500) n");
            for (var method : new String[] {"lz4", "zstd"}) {
                cluster.run(
                        "pg_dump",
                        "--format=directory",
                        "--compress=" + method,
                        "--file=" + made.resolve(method),
                        "wiki");
                DumpedChinook.age(made.resolve(method));
            }
        }
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd"})
    void a_whole_dump_comes_back(String method) throws IOException, SQLException {
        var restoration = restore(method);
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(PlantedRun.number(restoration, "select count(*) from rows")).isEqualTo(20_000);
        assertThat(PlantedRun.number(restoration, "select count(*) from pg_largeobject_metadata"))
                .isEqualTo(1500);
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
        assertThat(restoration.log())
                .anyMatch(line -> line.contains(
                        "WARN  bytes of data: data bytes not proven: the dump has no checksums (compression: "
                                + method));
    }

    @ParameterizedTest
    @CsvSource({"lz4,1", "lz4,4", "lz4,200000", "zstd,1", "zstd,3", "zstd,200000"})
    void a_file_that_ends_too_early_is_found(String method, int missing) throws IOException {
        var file = rows(copied(method));
        file.cut(file.size() - missing);
        run().fails("TABLE DATA public.rows: truncated: it ends within a block");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd"})
    void an_empty_file_is_found(String method) throws IOException {
        rows(copied(method)).cut(0);
        run().fails("TABLE DATA public.rows: empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd"})
    void a_large_object_that_is_missing_in_its_list_is_found(String method) throws IOException {
        var dump = copied(method);
        try (var files = Files.list(dump.file())) {
            var list = files.filter(file -> file.getFileName().toString().matches("blobs_\\d+\\.toc"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            new PlantedDump(list).replace("7 blob_7.dat\n", "");
        }
        run().fails("1 large objects have no data, such as 7");
    }

    private Restoration restore(String method) throws IOException {
        copied(method);
        return run().restore();
    }

    private PlantedDump copied(String method) throws IOException {
        return new PlantedDump(DumpedChinook.copied(made.resolve(method), home.resolve("backups")));
    }

    /** By far the largest. */
    private static PlantedDump rows(PlantedDump dump) throws IOException {
        try (var files = Files.list(dump.file())) {
            return new PlantedDump(files.max((one, other) ->
                            Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow());
        }
    }

    private PlantedRun run() {
        run = PlantedRun.of(
                        home,
                        "{type: pg_dump, file: '%s'}".formatted(home.resolve("backups/*")),
                        home.resolve("backups"))
                .with("database", "wiki")
                .with("binaries", DebianPackages.POSTGRESQL_17);
        return run;
    }
}
