package dev.firedrill.postgres.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.NeedsLocale;
import dev.firedrill.testing.NeedsShared;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.testing.SharedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTool(DebianPackages.POSTGRESQL_15 + "/initdb")
class DebianClusterTest {
    @TempDir
    Path home;

    @Test
    @NeedsShared(SharedFiles.CHINOOK)
    @NeedsLocale("en_US.UTF-8")
    void a_production_has_all_traits_at_once() throws SQLException {
        try (var cluster = DebianCluster.in(home).with(Trait.values()).start()) {
            assertThat(cluster.sql("select count(*) from track")).isEqualTo("3503");
            assertThat(cluster.sql("select string_agg(name, ',' order by name) from phone_book"))
                    .isEqualTo("Göbel,Goethe,Götz,Goldmann");
            assertThat(cluster.sql("select datlocprovider::text || datcollate || daticulocale from pg_database"
                            + " where datname = 'chinook'"))
                    .isEqualTo("ien_US.UTF-8de-u-co-phonebk");
            assertThat(setting(cluster, "wal_compression")).isEqualTo("lz4");
            assertThat(setting(cluster, "data_checksums")).isEqualTo("off");
            assertThat(setting(cluster, "max_connections")).isEqualTo("250");
            assertThat(cluster.sql("select count(*) from pg_replication_slots")).isEqualTo("2");
            assertThat(cluster.sql("select subenabled from pg_subscription")).isEqualTo("t");
            assertThat(cluster.tablespace()).isNotEmptyDirectory();
            assertThat(cluster.sql("select count(*) from articles where title ilike '%abc%' or tags @> 'n=>7'"))
                    .isNotEqualTo("0");
        }
    }

    @Test
    void the_superuser_comes_in_over_loopback_with_the_password_only() throws SQLException {
        try (var cluster = DebianCluster.in(home).start()) {
            var address = "jdbc:postgresql://127.0.0.1:" + cluster.port() + "/postgres?user=postgres&password=";
            assertThat(setting(cluster, "data_checksums")).isEqualTo("on");
            try (var connection = DriverManager.getConnection(address + cluster.password())) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThatThrownBy(() -> DriverManager.getConnection(address + "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void segments_reach_the_archive_and_commits_have_their_moments() throws Exception {
        var archive = Files.createDirectory(home.resolve("archive"));
        try (var cluster = DebianCluster.in(home)
                .archiveCommand("cp %p " + archive + "/%f")
                .start()) {
            var first = cluster.commit("first");
            var second = cluster.commit("second");

            assertThat(archive.resolve(cluster.archiveSegment())).hasSize(16 << 20);
            assertThat(second).isAfter(first);
            cluster.stop();
            assertThat(cluster.data().resolve("postmaster.pid")).doesNotExist();
            cluster.start();
            assertThat(cluster.sql("select string_agg(note, ',' order by id) from commits where id < 3"))
                    .isEqualTo("first,second");
        }
    }

    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_17 + "/pg_combinebackup")
    void backups_of_17_are_incremental() {
        try (var cluster = DebianCluster.in(home)
                .binaries(DebianPackages.POSTGRESQL_17)
                .setting("summarize_wal", "on")
                .start()) {
            var full = home.resolve("full");
            var increment = home.resolve("increment");
            cluster.run("pg_basebackup", "--pgdata=" + full, "--checkpoint=fast");
            cluster.commit("after the full backup");
            cluster.run(
                    "pg_basebackup",
                    "--pgdata=" + increment,
                    "--checkpoint=fast",
                    "--incremental=" + full.resolve("backup_manifest"));

            assertThat(increment.resolve("backup_label")).content().contains("INCREMENTAL FROM LSN");
        }
    }

    private static String setting(DebianCluster cluster, String name) {
        return cluster.sql("show " + name);
    }
}
