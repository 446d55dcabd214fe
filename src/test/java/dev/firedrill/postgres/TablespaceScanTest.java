package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that make tablespaces, wherever in a page or between two segments they begin. */
class TablespaceScanTest {
    private static final int SEGMENT = 16 << 20;

    @TempDir
    Path home;

    private final List<String> places = new ArrayList<>();

    @Test
    void every_tablespace_that_was_made_is_found() throws Exception {
        try (var cluster = PracticeCluster.start(home)) {
            for (int round = 0; round < 4; round++) {
                makeSome(cluster, 15);
                goNearTheEndOfTheSegment(cluster);
                makeSome(cluster, 15);
            }
            cluster.archiveSegment();
            assertThat(found(cluster)).extracting(TablespaceScan.Made::place).containsExactlyElementsOf(places);
        }
    }

    /** Eight bytes further each time: through every place of a page, and over the ends of segments. */
    @Test
    void a_record_is_found_wherever_in_a_page_it_begins() throws IOException {
        var wal = new WrittenWal();
        var at = new ArrayList<Lsn>();
        while (wal.position() < 4L * WrittenWal.SEGMENT) {
            wal.filler(24 + at.size() % 60 * 8);
            at.add(new Lsn(wal.position()));
            places.add("/place/" + at.size() + "/" + "x".repeat(at.size() % 700));
            wal.creation(at.size(), places.get(places.size() - 1));
        }
        var scan = new TablespaceScan(WrittenWal.PAGE);
        for (var segment : wal.writeTo(home)) {
            read(scan, segment, home.resolve(segment.name()));
        }
        assertThat(scan.found()).extracting(TablespaceScan.Made::place).containsExactlyElementsOf(places);
        assertThat(scan.found()).extracting(TablespaceScan.Made::at).containsExactlyElementsOf(at);
    }

    @Test
    void a_record_that_begins_at_the_end_of_a_segment_is_found() throws IOException {
        for (int left = 8; left <= 400; left += 8) {
            var directory = Files.createDirectory(home.resolve("left" + left));
            var wal = new WrittenWal();
            while (wal.position() < 2L * WrittenWal.SEGMENT - WrittenWal.PAGE) {
                wal.filler(4096);
            }
            wal.filler(wal.leftOfPage() - left);
            assertThat(wal.position()).isEqualTo(2L * WrittenWal.SEGMENT - left);
            wal.creation(1, "/place/at/the/end/" + "x".repeat(300)).filler(100);
            var scan = new TablespaceScan(WrittenWal.PAGE);
            for (var segment : wal.writeTo(directory)) {
                read(scan, segment, directory.resolve(segment.name()));
            }
            assertThat(scan.found()).as("%d bytes left", left).hasSize(1);
        }
    }

    @Test
    void what_is_no_log_holds_nothing() throws IOException {
        var scan = new TablespaceScan(8192);
        var segment = WalSegment.parse("000000010000000000000001", SEGMENT);
        read(scan, segment, Files.write(home.resolve("empty"), new byte[0]));
        read(scan, segment, Files.write(home.resolve("zeros"), new byte[SEGMENT]));
        var ones = new byte[SEGMENT];
        Arrays.fill(ones, (byte) 0xFF);
        read(scan, segment, Files.write(home.resolve("ones"), ones));
        assertThat(scan.found()).isEmpty();
    }

    private static void read(TablespaceScan scan, WalSegment segment, Path file) {
        new SegmentPages(WrittenWal.PAGE, scan).read(segment, file);
    }

    /** Long places, so that many records go on behind the end of their page. */
    private void makeSome(PracticeCluster cluster, int count) throws IOException, SQLException {
        for (int made = 0; made < count; made++) {
            var place = home.resolve("t" + places.size());
            for (int depth = 0; depth < places.size() % 4; depth++) {
                place = place.resolve("d".repeat(200));
            }
            Files.createDirectories(place);
            cluster.sql("create tablespace t%d location '%s'".formatted(places.size(), place));
            cluster.sql("select pg_logical_emit_message(false, 'f', repeat('x', %d))".formatted(made * 37 % 900));
            places.add(place.toString());
        }
    }

    private static void goNearTheEndOfTheSegment(PracticeCluster cluster) throws SQLException {
        cluster.sql(
                "select pg_logical_emit_message(false, 'f', repeat('x', (%d - 9000 - mod(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'), %d))::int))"
                        .formatted(SEGMENT, SEGMENT));
    }

    private static List<TablespaceScan.Made> found(PracticeCluster cluster) throws IOException {
        var scan = new TablespaceScan(8192);
        for (var name : WalArchive.open(DirectoryWal.archive(cluster.archive())).segments()) {
            read(scan, WalSegment.parse(name, SEGMENT), cluster.archive().resolve(name));
        }
        return scan.found();
    }
}
