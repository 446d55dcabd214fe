package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.sample.SampleFacts;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in the WAL archive: each is found, and named by its segment. */
class WalFaultsTest {
    private static final int HEADER = 24;

    @TempDir
    Path home;

    private PlantedBackup planted;
    private PlantedRun run;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.in(home);
        run = PlantedRun.of(home);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void a_segment_missing_in_the_middle_stops_the_restore_of_the_newest_state() throws IOException {
        var missing = planted.segment(2);
        Files.delete(missing);
        run.fails("segment " + missing.getFileName() + " is missing", "1 later ones");
    }

    @Test
    void a_time_before_the_gap_is_restored_and_proven() throws IOException {
        Files.delete(planted.segment(2));
        var before = midway(commitsAfterTheBackup(0), commitsAfterTheBackup(1));
        var restoration = run.at(before);
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration).reachedItsTarget();
        assertThat(restoration.recoveryPoint().orElseThrow().time()).isEqualTo(commitsAfterTheBackup(0));
        assertThat(restoration.recoveryPoint().orElseThrow().proof()).contains("recovery stopped before commit");
    }

    @Test
    void a_time_after_the_gap_is_refused_and_the_segment_named() throws IOException {
        var missing = planted.segment(2);
        Files.delete(missing);
        var after = newestArchived().minusMillis(300);
        run.refused(
                Verdict.FAIL,
                after.toString(),
                "segment " + missing.getFileName() + " is missing",
                "recovery ended before");
    }

    @Test
    void without_the_first_segment_nothing_is_started() throws IOException {
        var missing = planted.segment(0);
        Files.delete(missing);
        run.fails("segment " + missing.getFileName() + " is missing");
    }

    /** Nothing tells that there was more, so the loss must show as data lost. */
    @Test
    void a_missing_newest_segment_shows_as_more_data_lost() throws IOException {
        Files.delete(planted.newestSegment());
        run.with("objectives", "{rpo: 3s}");
        var restoration = run.restore();
        var reached = restoration.recoveryPoint().orElseThrow().time();
        assertThat(reached).isBefore(newestArchived());
        assertThat(restoration.rpo()).contains(Duration.between(reached, facts().asOf()));
        assertThatThrownBy(() -> assertThat(restoration).lostNoMoreThanRpo())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("data lost (RPO)");
        assertThat(restoration.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_truncated_segment_is_named() throws IOException {
        planted.truncate(planted.newestSegment(), 1 << 20);
        run.fails("segment " + planted.newestSegment().getFileName() + " is truncated", "found 1048576 bytes");
    }

    @Test
    void a_segment_of_another_cluster_is_named() throws IOException {
        planted.flip(planted.segment(1), HEADER);
        run.fails("segment " + planted.segment(1).getFileName() + " is of another cluster");
    }

    @Test
    void two_segments_in_each_others_place_are_named() throws IOException {
        var first = Files.readAllBytes(planted.segment(1));
        planted.replace(planted.segment(1), Files.readAllBytes(planted.segment(2)));
        planted.replace(planted.segment(2), first);
        run.fails("segment " + planted.segment(1).getFileName() + " was swapped or renamed");
    }

    @Test
    void a_flipped_byte_in_the_middle_of_the_log_is_found_and_its_segment_named() throws IOException {
        planted.flip(planted.segment(1), PlantedBackup.middleOf(planted.segment(1)));
        run.fails(
                "segment " + planted.segment(1).getFileName() + " is damaged: expecting the record at ",
                "to have the CRC-32C that it bears");
    }

    /** The server promotes there, too, and nothing but its log tells. */
    @Test
    void a_flipped_byte_in_the_newest_segment_is_found() throws IOException {
        planted.flip(planted.newestSegment(), PlantedBackup.middleOf(planted.newestSegment()));
        run.fails("segment " + planted.newestSegment().getFileName() + " is damaged: expecting the ");
    }

    /** As where it was copied while production still wrote to it: what came after may be lost. */
    @Test
    void a_newest_segment_that_ends_in_zeros_proves_nothing() throws IOException {
        var segment = planted.newestSegment();
        var content = Files.readAllBytes(segment);
        // Its first page has the header, without which it is no segment at all; the sample's last may have just two.
        int from = Math.max(8192, PlantedBackup.middleOf(segment) / 8192 * 8192);
        Arrays.fill(content, from, content.length, (byte) 0);
        planted.replace(segment, content);
        run.cannotTell(
                "segment " + segment.getFileName() + " does not end by a switch: its end may be lost",
                "Remedy: archive complete segments only",
                "pg_switch_wal()");
    }

    @Test
    void a_time_after_a_flipped_byte_is_refused_and_the_damage_named() throws IOException {
        planted.flip(planted.segment(1), PlantedBackup.middleOf(planted.segment(1)));
        run.refused(
                Verdict.FAIL,
                newestArchived().minusMillis(300).toString(),
                "segment " + planted.segment(1).getFileName() + " is damaged: expecting the record at ");
    }

    /** Nothing of it is replayed; but nobody should learn of it only when a later state is needed. */
    @Test
    void a_time_before_a_flipped_byte_is_restored_and_the_damage_told() throws IOException {
        planted.flip(planted.newestSegment(), PlantedBackup.middleOf(planted.newestSegment()));
        var restoration = run.at(midway(commitsAfterTheBackup(0), commitsAfterTheBackup(1)));
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.recoveryPoint().orElseThrow().time()).isEqualTo(commitsAfterTheBackup(0));
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
        assertThat(restoration.rules()).anySatisfy(rule -> assertThat(rule.message())
                .contains("segment " + planted.newestSegment().getFileName() + " is damaged: expecting the "));
    }

    @Test
    void a_flipped_byte_behind_the_switch_of_a_segment_is_told() throws IOException {
        planted.flip(planted.segment(1), (16 << 20) - 5);
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
        assertThat(restoration.rules()).anySatisfy(rule -> {
            assertThat(rule.id()).isEqualTo("host-wal-padding");
            assertThat(rule.message()).contains("the file was changed", "Remedy: ");
            assertThat(rule.samples())
                    .containsExactly(planted.segment(1).getFileName().toString());
        });
    }

    @Test
    void a_sound_log_says_how_many_records_were_examined() throws IOException {
        var restoration = run.restore();
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
        assertThat(restoration.log())
                .anyMatch(line -> line.matches(".*WAL records: [1-9][\\d,]* from 0/\\w+ to 0/\\w+ are whole by their"
                        + " CRC-32C; they end by a switch.*"));
    }

    @Test
    void a_segment_of_zeros_is_named() throws IOException {
        planted.replace(planted.segment(1), new byte[16 << 20]);
        run.fails("segment " + planted.segment(1).getFileName() + " is not WAL");
    }

    @Test
    void an_empty_archive_is_refused() throws IOException {
        var first = planted.segments().get(0);
        planted.clear(planted.wal());
        Files.createDirectory(planted.wal());
        run.fails("segment " + first + " is missing", "no segment at all that the backup could start from");
    }

    @Test
    void a_missing_archive_is_refused() throws IOException {
        planted.clear(planted.wal());
        run.fails("expecting a WAL archive at " + planted.wal(), "there is no such directory");
    }

    @Test
    void where_no_commit_came_after_the_backup_its_start_is_what_came_back() throws IOException {
        deleteAllButTheFirst();
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        var point = restoration.recoveryPoint().orElseThrow();
        assertThat(point.measuredBy()).isEqualTo("start of the backup; no commit was replayed");
        assertThat(point.time()).isBefore(commitsAfterTheBackup(0));
        assertThat(restoration.rpo()).contains(Duration.between(point.time(), facts().asOf()));
    }

    /** IST is a time in India, Ireland or Israel. */
    @Test
    void a_start_of_the_backup_in_an_ambiguous_zone_is_not_guessed() throws IOException {
        run.withoutManifest(planted);
        deleteAllButTheFirst();
        var label = planted.newest().resolve("backup_label");
        planted.replace(label, Files.readString(label).replace(" UTC", " IST").getBytes());
        run.cannotTell("no commit was replayed, and backup_label does not say when the backup began");
    }

    private void deleteAllButTheFirst() throws IOException {
        var segments = planted.segments();
        for (var segment : segments.subList(1, segments.size())) {
            Files.delete(planted.wal().resolve(segment));
        }
    }

    /** What lies in the backup's own pg_wal was not proven, so it is not replayed. */
    @Test
    void log_inside_the_backup_does_not_stand_in_for_the_archive() throws IOException {
        var newest = planted.newestSegment();
        Files.move(newest, planted.newest().resolve("pg_wal").resolve(newest.getFileName()));
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.recoveryPoint().orElseThrow().time()).isBefore(newestArchived());
    }

    private static SampleFacts facts() {
        return PlantedBackup.sample().facts();
    }

    private static Instant newestArchived() {
        return PlantedBackup.sample().archived("").newestCommit();
    }

    private static Instant commitsAfterTheBackup(int number) {
        return facts().commits().stream()
                .filter(commit -> commit.phase().equals("after base 3"))
                .skip(number)
                .findFirst()
                .orElseThrow()
                .time();
    }

    private static Instant midway(Instant first, Instant second) {
        return first.plus(Duration.between(first, second).dividedBy(2));
    }
}
