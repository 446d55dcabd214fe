package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads one real base backup, and what is left of it after one fault each. */
class BackupFormatsTest {
    private static Path pristine;
    private static Map<String, String> asked;

    @TempDir
    Path work;

    private Path backup;

    @BeforeAll
    static void take_a_base_backup(@TempDir Path home) throws Exception {
        try (var cluster = PracticeCluster.start(home)) {
            cluster.sql("create table t as select generate_series(1, 1000) as id");
            pristine = cluster.backup("base");
            asked = Map.of(
                    "system", cluster.sql("select system_identifier from pg_control_system()"),
                    "catalog", cluster.sql("select catalog_version_no from pg_control_system()"),
                    "checksums", cluster.sql("select data_page_checksum_version from pg_control_init()"),
                    "connections", cluster.sql("show max_connections"),
                    "table", cluster.sql("select pg_relation_filepath('t')"));
        }
    }

    @BeforeEach
    void copy_it() throws IOException {
        backup = work.resolve("backup");
        PracticeCluster.link(pristine, backup);
    }

    @Test
    void the_control_file_says_what_the_server_said() {
        var control = ControlFile.read(backup);
        assertThat(control.systemIdentifier()).isEqualTo(Long.parseLong(asked.get("system")));
        assertThat(control.catalogVersion()).hasToString(asked.get("catalog"));
        assertThat(control.dataChecksumVersion()).hasToString(asked.get("checksums"));
        assertThat(control.maxConnections()).hasToString(asked.get("connections"));
        assertThat(control.walLevel()).isEqualTo(ControlFile.WalLevel.REPLICA);
        assertThat(control.state()).isEqualTo(ControlFile.ClusterState.IN_PRODUCTION);
        assertThat(control)
                .extracting(
                        ControlFile::controlVersion,
                        ControlFile::segmentSize,
                        ControlFile::blockSize,
                        ControlFile::timeline)
                .containsExactly(1700, 16 << 20, 8192, 1);
        assertThat(List.of(
                        control.maxWorkerProcesses(),
                        control.maxWalSenders(),
                        control.maxPreparedTransactions(),
                        control.maxLocksPerTransaction()))
                .containsExactly(8, 10, 0, 64);
    }

    @Test
    void one_changed_byte_of_the_control_file_is_found() throws IOException {
        change("global/pg_control", 180);
        assertThatThrownBy(() -> ControlFile.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageStartingWith("FAIL")
                .hasMessageContainingAll("global/pg_control", "damaged", "CRC-32C");
    }

    @Test
    void the_layout_of_version_18_has_its_checksum_four_bytes_later() throws IOException {
        var file = backup.resolve("global/pg_control");
        var old = Files.readAllBytes(file);
        var laidOut = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN).put(old, 0, 256);
        laidOut.putInt(1).put(old, 256, 32).putInt(8, 1800);
        var crc = new CRC32C();
        crc.update(laidOut.array(), 0, 292);
        replace("global/pg_control", laidOut.putInt(292, (int) crc.getValue()).array());
        assertThat(ControlFile.read(backup).controlVersion()).isEqualTo(1800);
        change("global/pg_control", 289);
        assertThatThrownBy(() -> ControlFile.read(backup)).isInstanceOf(BackupUnusable.class);
    }

    @Test
    void a_truncated_control_file_is_found() throws IOException {
        replace("global/pg_control", new byte[100]);
        assertThatThrownBy(() -> ControlFile.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("8192 bytes", "100 bytes");
    }

    @Test
    void a_missing_control_file_is_found() throws IOException {
        Files.delete(backup.resolve("global/pg_control"));
        assertThatThrownBy(() -> ControlFile.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("global/pg_control", "missing");
    }

    @Test
    void a_cluster_of_a_later_version_is_not_judged() throws IOException {
        change("global/pg_control", 8);
        replace("PG_VERSION", "19\n".getBytes());
        assertThatThrownBy(() -> ControlFile.read(backup))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("PostgreSQL 19");
    }

    @Test
    void the_label_says_where_recovery_begins() {
        var label = BackupLabel.read(backup);
        assertThat(label.start().segment(1, 16 << 20)).hasToString(label.startSegment());
        assertThat(label.checkpoint()).isGreaterThan(label.start());
        assertThat(label)
                .extracting(BackupLabel::label, BackupLabel::method, BackupLabel::from, BackupLabel::timeline)
                .containsExactly("base", "streamed", "primary", 1);
        assertThat(Duration.between(label.startedAt().orElseThrow(), Instant.now()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(5));
    }

    @Test
    void a_missing_label_is_found_and_said_to_matter() throws IOException {
        Files.delete(backup.resolve("backup_label"));
        assertThatThrownBy(() -> BackupLabel.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("backup_label", "missing", "recovery starts at the checkpoint");
    }

    @Test
    void a_label_that_names_the_wrong_segment_is_found() throws IOException {
        var text = Files.readString(backup.resolve("backup_label"));
        replace("backup_label", (text.replace("(file 00000001", "(file 00000002")).getBytes());
        assertThatThrownBy(() -> BackupLabel.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("timeline 1", "found 00000002");
    }

    @Test
    void a_time_in_an_ambiguous_zone_is_left_open() throws IOException {
        var text = Files.readString(backup.resolve("backup_label"));
        replace("backup_label", (text.replace(" UTC", " IST")).getBytes());
        assertThat(BackupLabel.read(backup).startedAt()).isEmpty();
        replace(
                "backup_label",
                (text.replaceAll("START TIME: .*", "START TIME: 2026-11-22 10:00:00 +0530")).getBytes());
        assertThat(BackupLabel.read(backup).startedAt()).contains(Instant.parse("2026-11-22T04:30:00Z"));
    }

    @Test
    void the_manifest_lists_what_is_there() {
        var manifest = BackupManifest.read(backup);
        assertThat(manifest.systemIdentifier()).hasValue(Long.parseLong(asked.get("system")));
        assertThat(manifest.walRanges()).hasSize(1).first().satisfies(range -> {
            assertThat(range.start()).isEqualTo(BackupLabel.read(backup).start());
            assertThat(range.end()).isGreaterThan(range.start());
        });
        var verification = manifest.verifyChecksums(backup, 2);
        assertThat(verification.files()).isGreaterThan(900).isEqualTo(verification.proven());
        assertThat(verification.bytes()).isGreaterThan(20_000_000);
    }

    @Test
    void files_that_a_restore_adds_are_left_out_of_account() throws IOException {
        Files.createFile(backup.resolve("recovery.signal"));
        Files.createDirectories(backup.resolve("pg_wal"));
        Files.writeString(backup.resolve("pg_wal/000000010000000000000009"), "x");
        replace("postgresql.auto.conf", "port = 1".getBytes());
        assertThat(BackupManifest.read(backup).verifyFiles(backup).proven()).isZero();
    }

    @Test
    void a_missing_a_truncated_and_an_extra_file_are_named() throws IOException {
        Files.delete(backup.resolve("global/pg_filenode.map"));
        replace(asked.get("table"), new byte[8192]);
        Files.writeString(backup.resolve("base/stray"), "x");
        var manifest = BackupManifest.read(backup);
        assertThatThrownBy(() -> manifest.verifyFiles(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll(
                        "3 of ",
                        "global/pg_filenode.map: missing",
                        asked.get("table") + ": expecting " + Files.size(pristine.resolve(asked.get("table")))
                                + " bytes, but found 8192",
                        "base/stray: not in the manifest");
    }

    @Test
    void one_changed_byte_is_found_by_checksum_and_not_by_size() throws IOException {
        change(asked.get("table"), 5000);
        var manifest = BackupManifest.read(backup);
        assertThat(manifest.verifyFiles(backup).files()).isPositive();
        assertThatThrownBy(() -> manifest.verifyChecksums(backup, 2))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("1 of ", asked.get("table") + ": altered; expecting SHA256");
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Files.createSymbolicLink(backup.resolve("pg_tblspc/16400"), Path.of("/"));
        var manifest = BackupManifest.read(backup);
        assertThatThrownBy(() -> manifest.verifyFiles(backup))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("pg_tblspc/16400");
    }

    private void change(String file, int position) throws IOException {
        var bytes = Files.readAllBytes(backup.resolve(file));
        bytes[position] ^= 1;
        replace(file, bytes);
    }

    private void replace(String file, byte[] content) throws IOException {
        Files.delete(backup.resolve(file));
        Files.write(backup.resolve(file), content);
    }
}
