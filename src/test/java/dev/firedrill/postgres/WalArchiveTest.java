package dev.firedrill.postgres;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.WalFault.Kind;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real archive with a switch of timelines, and what is left of it after one fault each. */
class WalArchiveTest {
    private static final int SEGMENT = 16 << 20;

    private static Path pristine;
    private static BackupLabel label;
    private static ControlFile control;
    private static List<String> firstTimeline;
    private static List<String> secondTimeline;

    @TempDir
    Path archive;

    @BeforeAll
    static void archive_the_log_of_two_timelines(@TempDir Path home) throws Exception {
        Path backup;
        try (var production = PracticeCluster.start(home)) {
            production.archiveSegment();
            backup = production.backup("base");
            firstTimeline =
                    List.of(production.archiveSegment(), production.archiveSegment(), production.archiveSegment());
        }
        try (var successor = PracticeCluster.recover(home, backup, "successor", PracticeCluster.archiving(home))) {
            await().until(() -> successor.sql("select pg_is_in_recovery()").equals("f"));
            secondTimeline = List.of(successor.archiveSegment(), successor.archiveSegment());
        }
        pristine = home.resolve("archive");
        label = BackupLabel.read(backup);
        control = ControlFile.read(backup);
    }

    @BeforeEach
    void link_the_archive() throws IOException {
        PracticeCluster.link(pristine, archive);
    }

    @Test
    void an_unbroken_log_leads_across_a_switch_of_timelines_to_the_newest_segment() {
        var chain = verify();
        assertThat(chain.fault()).isEmpty();
        assertThat(chain.isUnbroken()).isTrue();
        assertThat(chain.newest().orElseThrow())
                .hasToString(secondTimeline.get(1))
                .satisfies(it -> assertThat(it.timeline()).isEqualTo(2));
        assertThat(chain.first()).hasToString(label.startSegment());
        assertThat(chain.reaches(label.start())).isTrue();
        assertThat(chain.reaches(new Lsn(chain.end().value() + 1))).isFalse();
        assertThat(chain.notes()).anyMatch(note -> note.contains("backup history file"));
    }

    /** A server that is asked for the newest state would stay on the first timeline, and not say so. */
    @Test
    void a_missing_history_file_is_a_fault_where_there_is_log_of_its_timeline() throws IOException {
        delete("00000002.history");
        assertFault(verify(), "00000002.history", Kind.MISSING, "lead on to timeline 2", secondTimeline.get(0));
        assertThat(verify().newest().orElseThrow().timeline()).isEqualTo(1);
        secondTimeline.forEach(this::delete);
        assertThat(verify().isUnbroken()).isTrue();
    }

    @Test
    void log_of_a_later_timeline_from_before_the_backup_needs_none() throws IOException {
        delete("00000002.history");
        for (var name : secondTimeline) {
            Files.move(archive.resolve(name), archive.resolve("000000020000000000000000"), REPLACE_EXISTING);
        }
        assertThat(verify().isUnbroken()).isTrue();
        assertThat(verify().notes()).anyMatch(note -> note.contains("of other timelines"));
    }

    @Test
    void a_history_file_that_contradicts_itself_is_refused() throws IOException {
        for (var text :
                List.of("2\t0/5000000\tx\n", "1\t0/5000000\tx\n1\t0/6000000\tx\n", "1\t0/\tx\n", "x\t0/5000000\n")) {
            replace("00000002.history", text.getBytes());
            assertThatThrownBy(this::verify)
                    .as(text)
                    .isInstanceOf(BackupUnusable.class)
                    .hasMessageContaining("00000002.history");
        }
    }

    @Test
    void a_missing_segment_is_a_gap_and_the_chain_ends_before_it() throws IOException {
        Files.delete(archive.resolve(firstTimeline.get(1)));
        var chain = verify();
        assertFault(chain, firstTimeline.get(1), Kind.MISSING, "later ones");
        assertThat(chain.newest().orElseThrow()).hasToString(firstTimeline.get(0));
        assertThat(chain.isUnbroken()).isFalse();
    }

    @Test
    void a_missing_first_segment_is_a_fault() throws IOException {
        Files.delete(archive.resolve(label.startSegment()));
        assertThat(verify().newest()).isEmpty();
        assertFault(verify(), label.startSegment(), Kind.MISSING, "later ones");
    }

    @Test
    void an_empty_archive_is_a_fault() throws IOException {
        try (var files = Files.list(archive)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        assertFault(verify(), label.startSegment(), Kind.MISSING, "no segment at all");
    }

    @Test
    void a_missing_end_of_the_first_timeline_is_a_gap_because_the_history_knows_of_it() throws IOException {
        secondTimeline.forEach(this::delete);
        delete(firstTimeline.get(1));
        delete(firstTimeline.get(2));
        assertFault(verify(), firstTimeline.get(1), Kind.MISSING, "was left only after");
    }

    @Test
    void a_truncated_segment_is_found() throws IOException {
        replace(
                firstTimeline.get(1),
                Arrays.copyOf(Files.readAllBytes(pristine.resolve(firstTimeline.get(1))), 8192 * 100));
        assertFault(verify(), firstTimeline.get(1), Kind.WRONG_SIZE, "819200 bytes");
    }

    @Test
    void a_segment_of_zeros_is_found() throws IOException {
        replace(firstTimeline.get(1), new byte[SEGMENT]);
        assertFault(verify(), firstTimeline.get(1), Kind.NOT_WAL, "0000");
    }

    @Test
    void a_segment_under_another_ones_name_is_found() throws IOException {
        replace(firstTimeline.get(1), Files.readAllBytes(pristine.resolve(firstTimeline.get(0))));
        assertFault(verify(), firstTimeline.get(1), Kind.WRONG_ADDRESS, "page address");
    }

    @Test
    void a_log_of_another_cluster_is_found() {
        var chain = WalArchive.open(DirectoryWal.archive(archive)).verify(label.start(), 1, 4711, SEGMENT);
        assertFault(chain, label.startSegment(), Kind.OTHER_CLUSTER, "system identifier 4711");
    }

    @Test
    void a_segment_of_a_later_timeline_under_an_earlier_ones_name_is_found() throws IOException {
        var bytes = Files.readAllBytes(pristine.resolve(firstTimeline.get(1)));
        bytes[4] = 2;
        replace(firstTimeline.get(1), bytes);
        assertFault(verify(), firstTimeline.get(1), Kind.WRONG_TIMELINE, "timeline 1");
    }

    @Test
    void a_compressed_segment_is_not_taken_for_a_missing_one() throws IOException {
        Files.move(archive.resolve(firstTimeline.get(1)), archive.resolve(firstTimeline.get(1) + ".zst"));
        assertThatThrownBy(this::verify)
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(firstTimeline.get(1) + ".zst", "Remedy");
    }

    @Test
    void a_timeline_that_does_not_descend_from_the_backups_is_refused() throws IOException {
        delete("00000002.history");
        Files.writeString(archive.resolve("00000002.history"), "1\t0/28\tbefore the backup\n");
        assertThatThrownBy(this::verify)
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("timeline 2 does not descend from timeline 1");
    }

    @Test
    void a_missing_archive_is_a_failure_and_names_the_directory() {
        assertThatThrownBy(() -> WalArchive.open(DirectoryWal.archive(archive.resolve("none"))))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining(archive.resolve("none").toString());
    }

    @Test
    void the_header_of_a_segment_names_its_cluster() {
        var header = WalSegmentHeader.read(archive.resolve(firstTimeline.get(1)));
        assertThat(header.majorVersion()).contains(17);
        assertThat(header.longHeader()).isTrue();
        assertThat(header.systemIdentifier()).isEqualTo(control.systemIdentifier());
        assertThat(header.pageAddress())
                .isEqualTo(WalSegment.parse(firstTimeline.get(1), SEGMENT).start());
        assertThat(header.blockSize()).isEqualTo(control.walBlockSize());
    }

    private Continuity verify() {
        return WalArchive.open(DirectoryWal.archive(archive))
                .verify(label.start(), label.timeline(), control.systemIdentifier(), control.segmentSize());
    }

    private void assertFault(Continuity chain, String segment, Kind kind, String... words) {
        assertThat(chain.fault()).hasValueSatisfying(fault -> {
            assertThat(fault.segment()).isEqualTo(segment);
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.asFailure(WalArchive.open(DirectoryWal.archive(archive))))
                    .hasMessageStartingWith("FAIL")
                    .hasMessageContaining(segment)
                    .hasMessageContainingAll(words);
        });
    }

    private void delete(String name) {
        assertThat(archive.resolve(name).toFile().delete()).isTrue();
    }

    private void replace(String name, byte[] content) throws IOException {
        delete(name);
        Files.write(archive.resolve(name), content);
    }
}
