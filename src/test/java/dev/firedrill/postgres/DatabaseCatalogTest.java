package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.debian.ClusterPlan;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.NeedsLocale;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of clusters, read without a server, say what their servers say. */
class DatabaseCatalogTest {
    private static final String LONG_NAME = "a database with a name of exactly sixty-three bytes, not one mo";

    @TempDir
    Path home;

    private static final String IN_SQL =
            """
            select string_agg(concat_ws('|', datname, %s, datcollate, datctype), ',' order by datname collate "C")
            from pg_database
            """;

    private static String text(List<DatabaseLocale> found) {
        return found.stream()
                .map(one ->
                        String.join("|", one.database(), String.valueOf(one.provider()), one.collate(), one.ctype()))
                .sorted()
                .reduce((one, other) -> one + "," + other)
                .orElse("");
    }

    @Test
    void the_bundled_version() throws Exception {
        try (var cluster = PracticeCluster.start(home)) {
            cluster.sql(
                    "create database \"" + LONG_NAME + "\" template template0 lc_collate 'POSIX' lc_ctype 'C.UTF-8'");
            cluster.sql("create database builtin template template0 locale_provider builtin builtin_locale 'C.UTF-8'");
            cluster.sql("create database icu template template0 locale_provider icu icu_locale 'de'");
            cluster.sql("create database gone");
            cluster.sql("drop database gone");
            cluster.sql("alter database icu connection limit 7");
            cluster.sql("checkpoint");
            var found = DatabaseCatalog.read(home.resolve("data"), 17);
            assertThat(text(found)).isEqualTo(cluster.sql(IN_SQL.formatted("datlocprovider")));
            assertThat(found).hasSize(6).anyMatch(one -> one.database().equals(LONG_NAME));
        }
    }

    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_15 + "/initdb")
    @NeedsLocale("en_US.UTF-8")
    void version_15() {
        reads(DebianCluster.in(home).with(Trait.EN_US, Trait.ICU_LOCALE), 15);
    }

    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_17 + "/initdb")
    @NeedsLocale("en_US.UTF-8")
    void version_17_with_another_file_for_the_catalog() {
        reads(DebianCluster.in(home).binaries(DebianPackages.POSTGRESQL_17).with(Trait.EN_US), 17);
    }

    private void reads(ClusterPlan plan, int major) {
        try (var cluster = plan.start()) {
            cluster.sql("create database plain template template0 locale_provider libc locale 'C'");
            cluster.sql("vacuum full pg_database");
            cluster.sql("checkpoint");
            var found = DatabaseCatalog.read(cluster.data(), major);
            assertThat(text(found)).isEqualTo(cluster.sql(IN_SQL.formatted("datlocprovider")));
            assertThat(found).hasSize(4).anyMatch(one -> one.collate().equals("en_US.UTF-8"));
        }
    }

    /** Whatever stands there: nothing is told that is not certain, and nothing is thrown. */
    @Test
    void damaged_files_tell_nothing_or_the_truth() throws Exception {
        String truth;
        try (var cluster = PracticeCluster.start(home)) {
            cluster.sql("checkpoint");
            truth = cluster.sql(IN_SQL.formatted("datlocprovider"));
        }
        var data = home.resolve("data");
        for (var file : List.of("pg_filenode.map", "1262")) {
            var damaged = data.resolve("global").resolve(file);
            var whole = Files.readAllBytes(damaged);
            var told = new ArrayList<String>();
            for (int at = 0; at < 200; at++) {
                write(damaged, at, (byte) ~whole[at]);
                DatabaseCatalog.read(data, 17).forEach(one -> told.add(one.database()));
                write(damaged, at, whole[at]);
            }
            assertThat(truth).contains(told.stream().distinct().toList());
            Files.write(damaged, new byte[10]);
            assertThat(DatabaseCatalog.read(data, 17)).isEmpty();
            Files.delete(damaged);
            assertThat(DatabaseCatalog.read(data, 17)).isEmpty();
            Files.write(damaged, whole);
        }
        assertThat(text(DatabaseCatalog.read(data, 17))).isEqualTo(truth);
        assertThat(DatabaseCatalog.read(data, 13)).isEmpty();
    }

    private static void write(Path file, int at, byte value) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            open.write(value);
        }
    }
}
