package dev.firedrill.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in the pages of a real, cleanly stopped cluster: each is found, and named by file and block. */
class PageScanTest {
    @TempDir
    private static Path place;

    private static StoppedCluster sound;

    @TempDir
    private Path home;

    private StoppedCluster cluster;

    @BeforeAll
    static void make() throws IOException, SQLException {
        sound = StoppedCluster.make(place);
    }

    @BeforeEach
    void copy() {
        cluster = sound.copy(home);
    }

    private ScannedPages scan() {
        return PageScan.of(cluster.data(), Deadline.in(Duration.ofMinutes(2)));
    }

    private void finds(String... words) {
        assertThatThrownBy(() -> scan().requireSound())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void a_sound_cluster_passes_with_every_page_verified() throws IOException {
        var scanned = scan();
        scanned.requireSound();
        assertThat(scanned.pages()).isGreaterThan(900);
        assertThat(scanned.newPagesInside()).isEmpty();
        assertThat(scanned.toString()).contains("checksums verified");
        assertThat(Files.size(cluster.table())).isGreaterThan(100 * StoppedCluster.PAGE);
    }

    @Test
    void a_flipped_byte_in_a_heap_is_named_by_block() throws IOException {
        StoppedCluster.put(cluster.table(), 7, 5000, false, (byte) 0x77);
        finds("found 1 faults", cluster.name(cluster.table()) + ": block 7: expecting checksum");
    }

    @Test
    void a_flipped_byte_in_the_last_page_is_found() throws IOException {
        int last = (int) (Files.size(cluster.table()) / StoppedCluster.PAGE) - 1;
        StoppedCluster.put(cluster.table(), last, 8191, false, (byte) 0x77);
        finds("block " + last + ": expecting checksum");
    }

    @Test
    void a_page_at_another_ones_place_is_found() throws IOException {
        var content = Files.readAllBytes(cluster.table());
        System.arraycopy(content, 3 * StoppedCluster.PAGE, content, 9 * StoppedCluster.PAGE, StoppedCluster.PAGE);
        Files.write(cluster.table(), content);
        finds("found 1 faults", "block 9: expecting checksum");
    }

    @Test
    void flipped_bytes_in_the_maps_are_found() throws IOException {
        StoppedCluster.put(cluster.mapOfTable(), 0, 30, false, (byte) 0);
        finds(cluster.name(cluster.mapOfTable()) + ": block 0: expecting checksum");
        var free = cluster.table().resolveSibling(cluster.table().getFileName() + "_fsm");
        StoppedCluster.put(free, 1, 3000, false, (byte) 0x77);
        finds("found 2 faults", cluster.name(free) + ": block 1: expecting checksum");
    }

    @Test
    void a_damaged_header_with_a_mended_checksum_is_found() throws IOException {
        StoppedCluster.put(cluster.table(), 2, 12, true, (byte) 0xFF, (byte) 0x7F);
        finds("block 2: its header is damaged: lower 32767");
    }

    @Test
    void another_page_version_with_a_mended_checksum_is_found() throws IOException {
        StoppedCluster.put(cluster.table(), 2, 18, true, (byte) 0x03);
        finds("block 2: its header is damaged: expecting page size 8192, version 4, but found 8192, 3");
    }

    @Test
    void a_page_from_behind_the_clusters_end_is_found() throws IOException {
        StoppedCluster.put(cluster.table(), 2, 0, true, (byte) 7);
        finds("block 2: it was written at 7/", "but the cluster ends at 0/");
    }

    @Test
    void a_page_of_zeros_that_the_visibility_map_knows_is_lost() throws IOException {
        StoppedCluster.put(cluster.table(), 4, 0, false, new byte[StoppedCluster.PAGE]);
        finds("found 1 faults", "block 4: nothing but zeros, although the visibility map knows rows in it");
    }

    @Test
    void a_page_whose_header_alone_is_zero_is_not_new() throws IOException {
        StoppedCluster.put(cluster.table(), 4, 0, false, new byte[24]);
        finds("block 4: expecting checksum 0000");
    }

    @Test
    void a_page_that_contradicts_the_visibility_map_is_found() throws IOException {
        StoppedCluster.put(cluster.table(), 4, 10, true, (byte) 0);
        finds("block 4: the visibility map calls all of its rows visible, the page itself does not");
    }

    @Test
    void new_pages_in_a_table_that_nothing_vouches_for_are_told() throws IOException {
        Files.delete(cluster.mapOfTable());
        StoppedCluster.put(cluster.table(), 4, 0, false, new byte[2 * StoppedCluster.PAGE]);
        var scanned = scan();
        scanned.requireSound();
        assertThat(scanned.newPagesInside()).containsExactly(cluster.name(cluster.table()) + " (2 pages)");
    }

    @Test
    void new_pages_at_the_end_of_a_table_are_what_growth_leaves() throws IOException {
        var content = Files.readAllBytes(cluster.table());
        Files.write(cluster.table(), Arrays.copyOf(content, content.length + 3 * StoppedCluster.PAGE));
        var before = PageScan.of(sound.data(), Deadline.in(Duration.ofMinutes(1)));
        var scanned = scan();
        scanned.requireSound();
        assertThat(scanned.newPages()).isEqualTo(before.newPages() + 3);
        assertThat(scanned.newPagesInside()).isEmpty();
    }

    @Test
    void a_table_truncated_at_a_page_is_found_by_its_visibility_map() throws IOException {
        StoppedCluster.truncate(cluster.table(), 100 * StoppedCluster.PAGE);
        finds(
                cluster.name(cluster.table()) + ": it ends after 100 pages",
                "the visibility map knows rows in block",
                "it was truncated");
    }

    @Test
    void a_table_truncated_inside_a_page_is_found() throws IOException {
        Files.delete(cluster.mapOfTable());
        StoppedCluster.truncate(cluster.table(), 100 * StoppedCluster.PAGE + 512);
        finds("expecting its size to be a multiple of 8,192 bytes, but found 819,712");
    }

    @Test
    void a_segment_that_no_server_would_reach_is_found() throws IOException {
        Files.copy(cluster.table(), Path.of(cluster.table() + ".1"));
        finds(cluster.name(cluster.table()) + ".1: unreachable: ");
    }

    @Test
    void a_missing_first_segment_is_found() throws IOException {
        Files.move(cluster.table(), Path.of(cluster.table() + ".1"));
        finds(cluster.name(cluster.table()) + ": missing, although " + cluster.name(cluster.table()) + ".1 of");
    }

    @Test
    void many_faults_are_counted_and_the_first_are_named() throws IOException {
        var content = Files.readAllBytes(cluster.table());
        for (int block = 0; block < 50; block++) {
            content[block * StoppedCluster.PAGE + 6000] ^= 0x55;
        }
        Files.write(cluster.table(), content);
        finds("found 50 faults", "block 0: ", "block 19: ", "... 30 more");
    }

    @Test
    void a_lost_state_of_transactions_is_found() throws IOException {
        Files.delete(cluster.data().resolve("pg_xact/0000"));
        finds("pg_xact/0000: missing, although the control file needs items 7");
    }

    @Test
    void a_truncated_state_of_transactions_is_found() throws IOException {
        StoppedCluster.truncate(cluster.data().resolve("pg_xact/0000"), 4096);
        finds("pg_xact/0000: expecting at least 8,192 bytes in whole pages, but found 4,096");
    }

    @Test
    void lost_sharers_of_rows_are_found() throws IOException, SQLException {
        try (var server = StoppedCluster.server(home, cluster.data());
                var one = server.superuser("postgres");
                var other = server.superuser("postgres")) {
            for (var connection : List.of(one, other)) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("select 1 from orders where id = 1 for share");
            }
            one.commit();
            other.commit();
        }
        scan().requireSound();
        var members = cluster.data().resolve("pg_multixact/members/0000");
        var content = Files.readAllBytes(members);
        Files.delete(members);
        finds("found 1 faults", "pg_multixact/members/0000: missing");
        Files.write(members, content);
        Files.delete(cluster.data().resolve("pg_multixact/offsets/0000"));
        finds("found 1 faults", "pg_multixact/offsets/0000: missing");
    }

    @Test
    void thousands_of_transactions_without_an_end_are_told() throws IOException, SQLException {
        try (var server = StoppedCluster.server(home, cluster.data());
                var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute(
                    "do $$ begin for n in 1..70000 loop perform pg_current_xact_id(); commit; end loop; end $$");
        }
        assertThat(scan().emptyStates()).isEmpty();
        var states = cluster.data().resolve("pg_xact/0000");
        StoppedCluster.put(states, 1, 0, false, new byte[StoppedCluster.PAGE]);
        var scanned = scan();
        scanned.requireSound();
        assertThat(scanned.emptyStates()).containsExactly("pg_xact/0000 (1 pages)");
        StoppedCluster.truncate(states, StoppedCluster.PAGE);
        finds("pg_xact/0000: expecting at least 24,576 bytes in whole pages, but found 8,192");
    }

    @Test
    void lost_times_of_transactions_are_found() throws IOException, SQLException {
        Files.writeString(
                cluster.data().resolve("postgresql.auto.conf"),
                "track_commit_timestamp = on\n",
                StandardOpenOption.APPEND);
        try (var server = StoppedCluster.server(home, cluster.data());
                var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute(
                    "do $$ begin for n in 1..30000 loop perform pg_current_xact_id(); commit; end loop; end $$");
        }
        scan().requireSound();
        assertThat(scan().emptyStates()).isEmpty();
        var times = cluster.data().resolve("pg_commit_ts/0001");
        StoppedCluster.put(times, 2, 0, false, new byte[StoppedCluster.PAGE]);
        assertThat(scan().emptyStates()).containsExactly("pg_commit_ts/0001 (1 pages)");
        StoppedCluster.truncate(times, StoppedCluster.PAGE);
        finds("found 1 faults", "pg_commit_ts/0001: expecting at least ");
        Files.delete(times);
        finds("found 1 faults", "pg_commit_ts/0001: missing, although the control file needs items ");
        Files.delete(cluster.data().resolve("pg_commit_ts/0000"));
        finds("found 2 faults", "pg_commit_ts/0000: missing");
    }

    @Test
    void without_checksums_the_rest_is_seen_and_the_lack_is_said(@TempDir Path other) throws IOException, SQLException {
        cluster = StoppedCluster.withoutChecksums(other);
        var scanned = scan();
        scanned.requireSound();
        assertThat(scanned.checksums()).isFalse();
        assertThat(scanned.toString()).contains("page checksums: off, not verified");
        StoppedCluster.put(cluster.table(), 4, 0, false, new byte[StoppedCluster.PAGE]);
        finds("block 4: nothing but zeros");
    }

    @Test
    void a_server_that_was_not_stopped_cleanly_is_not_judged() throws SQLException {
        try (var server = StoppedCluster.server(home, cluster.data())) {
            assertThat(server.isReady()).isTrue();
            assertThatThrownBy(this::scan).isInstanceOf(Inconclusive.class).hasMessageContaining("IN_PRODUCTION");
            server.process().stop("KILL", Duration.ofSeconds(10));
        }
        assertThatThrownBy(this::scan)
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("not stopped cleanly (IN_PRODUCTION)");
    }

    @Test
    void it_ends_with_its_deadline() {
        assertThatThrownBy(() -> PageScan.of(cluster.data(), Deadline.in(Duration.ZERO)))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("reading the pages");
    }
}
