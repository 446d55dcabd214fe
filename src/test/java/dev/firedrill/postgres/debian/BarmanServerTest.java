package dev.firedrill.postgres.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTool({DebianPackages.POSTGRESQL_15 + "/initdb", "barman"})
@Exhaustive
class BarmanServerTest {
    @TempDir
    Path home;

    @Test
    void a_catalog_holds_a_streamed_backup_and_archived_log() {
        try (var cluster = DebianCluster.in(home).with(Trait.TABLESPACE).start()) {
            var barman = BarmanServer.of(cluster, Map.of("compression", "gzip"));

            var id = barman.backup();
            var segment = barman.archiveSegment();

            var shown = barman.json("show-backup", BarmanServer.NAME, id).path(BarmanServer.NAME);
            assertThat(shown.path("status").asText()).isEqualTo("DONE");
            assertThat(shown.path("tablespaces").findValuesAsText("name")).containsExactly("fast");
            assertThat(shown.path("wal_information").path("last_available").asText())
                    .isEqualTo(segment);
            assertThat(barman.catalog().resolve("base/" + id + "/data/backup_manifest"))
                    .exists();
        }
    }

    @Test
    void backups_by_rsync_share_unchanged_files() throws Exception {
        try (var cluster = DebianCluster.in(home).start()) {
            var barman = BarmanServer.of(cluster, Map.of("backup_method", "local-rsync", "reuse_backup", "link"));

            var first = barman.catalog().resolve("base/" + barman.backup() + "/data/PG_VERSION");
            var second = barman.catalog().resolve("base/" + barman.backup() + "/data/PG_VERSION");

            assertThat(second).isNotEqualTo(first);
            assertThat(Files.isSameFile(first, second)).isTrue();
        }
    }

    @Test
    void the_log_can_be_streamed() throws Exception {
        try (var cluster = DebianCluster.in(home).setting("archive_mode", "off").start()) {
            var barman = BarmanServer.of(cluster, Map.of("archiver", "off", "streaming_archiver", "on"));
            try (var receiver = barman.receiveWal()) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> cluster.sql("select active from pg_replication_slots")
                                .equals("t"));
                var segment = cluster.sql("select pg_walfile_name(pg_current_wal_lsn())");
                cluster.commit("to be streamed");
                cluster.sql("select pg_switch_wal()");

                cluster.commit("in the next segment");
                var kept = barman.catalog().resolve("wals/0000000100000000/" + segment);
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    barman.archive();
                    assertThat(kept).exists();
                });
            }
            assertThat(cluster.sql("select active from pg_replication_slots")).isEqualTo("f");
        }
    }
}
