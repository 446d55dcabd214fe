package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.ExaminedLog.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is told from the end of the log by what follows; written by hand, so that each case is at hand. */
class RecordExaminationTest {
    private static final int SEGMENT = WrittenWal.SEGMENT;
    private static final int PAGE = WrittenWal.PAGE;

    @TempDir
    Path home;

    private WrittenWal wal;

    @BeforeEach
    void begin() {
        wal = new WrittenWal();
    }

    private void fillTo(long position) {
        for (int i = 0; wal.position() < position - 2000; i++) {
            wal.filler(32 + i % 190 * 8);
        }
        wal.filler((int) (position - wal.position()));
    }

    @Test
    void whole_records_over_pages_and_segments_up_to_a_switch() throws IOException {
        int records = 0;
        for (; wal.position() < 3L * SEGMENT; records++) {
            wal.filler(24 + records % 1200 * 8);
        }
        wal.filler(30_000).toNextSegment();
        var log = withoutTheLast(wal);
        assertThat(log.fault()).isEmpty();
        assertThat(log.unread()).isEmpty();
        assertThat(log.records()).isEqualTo(records + 2);
        assertThat(log.ending()).isEqualTo(Ending.SWITCH);
        assertThat(log.altered()).isEmpty();
        assertThat(log.reused()).isEmpty();
    }

    @Test
    void a_damaged_record_in_the_middle_is_named_by_segment_and_position() throws IOException {
        wal.filler(100);
        long at = wal.position();
        wal.filler(4000).filler(200).toNextSegment().filler(48).toNextSegment();
        withoutTheLast(wal);
        flip(at + 2000);
        var fault = ExaminedRecords.written(home).fault().orElseThrow();
        assertThat(fault.segment()).isEqualTo("000000010000000000000001");
        assertThat(fault.toString())
                .contains("is damaged: expecting the record at " + new Lsn(at) + " (4,000 bytes) to have the CRC-32C")
                .contains("but found");
    }

    /** Whatever of a record's header is wrong, and wherever it lies, it does not pass. */
    @Test
    void any_byte_of_a_header_counts() throws IOException {
        wal.filler(96);
        long at = wal.position();
        wal.filler(96).filler(96).toNextSegment();
        withoutTheLast(wal);
        for (int i = 0; i < 24; i++) {
            flip(at + i);
            assertThat(ExaminedRecords.written(home).fault())
                    .as("byte %d", i)
                    .hasValueSatisfying(fault -> assertThat(fault.toString()).contains(new Lsn(at).toString()));
            flip(at + i);
        }
        assertThat(ExaminedRecords.written(home).fault()).isEmpty();
    }

    @Test
    void zeros_in_the_newest_segment_are_its_end_and_in_an_older_one_damage() throws IOException {
        wal.filler(500);
        long last = wal.position();
        wal.filler(500);
        var log = ExaminedRecords.of(wal, home);
        assertThat(log.ending()).isEqualTo(Ending.ZEROS);
        assertThat(log.last()).contains(new Lsn(last));
        assertThat(log.fault()).isEmpty();

        fillTo(2L * SEGMENT + 40_000);
        wal.writeTo(home);
        zero(SEGMENT + 20L * PAGE, 2L * SEGMENT);
        assertThat(ExaminedRecords.written(home).fault()).hasValueSatisfying(fault -> assertThat(fault.toString())
                .contains("000000010000000000000001 is damaged", "the page at 0/128000"));
    }

    @Test
    void what_an_older_segment_left_behind_the_end_is_no_damage() throws IOException {
        fillTo(2L * SEGMENT);
        wal.filler(3000);
        wal.writeTo(home);
        var newest = home.resolve("000000010000000000000002");
        var content = Files.readAllBytes(newest);
        var old = Files.readAllBytes(home.resolve("000000010000000000000001"));
        System.arraycopy(old, PAGE, content, PAGE, SEGMENT - PAGE);
        Files.write(newest, content);
        var log = ExaminedRecords.written(home);
        assertThat(log.fault()).isEmpty();
        assertThat(log.ending()).isEqualTo(Ending.REUSED);
    }

    @Test
    void a_damaged_record_in_the_newest_segment_is_known_by_the_pages_that_follow() throws IOException {
        fillTo(SEGMENT + 100_000);
        wal.writeTo(home);
        for (long at : new long[] {SEGMENT + 5 * PAGE + 3000, SEGMENT + 5 * PAGE, SEGMENT + 5 * PAGE + 8}) {
            flip(at);
            assertThat(ExaminedRecords.written(home).fault())
                    .as(new Lsn(at).toString())
                    .isPresent();
            flip(at);
        }
    }

    @Test
    void and_by_what_stands_behind_it_on_the_last_page() throws IOException {
        wal.filler(500).filler(500);
        ExaminedRecords.of(wal, home);
        flip(wal.position() - 100);
        assertThat(ExaminedRecords.written(home).fault()).isPresent();
        zero(SEGMENT + 40 + 504, SEGMENT + 40 + 504 + 24);
        assertThat(ExaminedRecords.written(home).fault())
                .hasValueSatisfying(fault -> assertThat(fault.toString()).contains("length 0"));
    }

    /** As a copy of a log leaves it that is being written: the last record's end never came. */
    @Test
    void a_record_whose_end_was_not_written_yet_is_the_end() throws IOException {
        fillTo(SEGMENT + 3L * PAGE - 200);
        wal.filler(3000);
        wal.writeTo(home);
        zero(SEGMENT + 3L * PAGE, SEGMENT + 4L * PAGE);
        var log = ExaminedRecords.written(home);
        assertThat(log.fault()).isEmpty();
        assertThat(log.ending()).isEqualTo(Ending.ZEROS);
    }

    @Test
    void a_full_segment_is_an_end_and_its_last_record_may_go_on_elsewhere() throws IOException {
        fillTo(2L * SEGMENT);
        assertThat(withoutTheLast(wal).ending()).isEqualTo(Ending.FULL);
        begin();
        fillTo(2L * SEGMENT - 200);
        var log = withoutTheLast(wal.filler(1000));
        assertThat(log.ending()).isEqualTo(Ending.CUT);
        assertThat(log.toString()).contains("goes on in a segment which is not there, and is not examined");
    }

    /** The server asks for the next segment, is told that there is none, and promotes without a word. */
    @Test
    void a_length_that_swallows_the_records_behind_it_is_found_though_its_end_is_not_there() throws IOException {
        fillTo(2L * SEGMENT - 600);
        long at = wal.position();
        wal.filler(200).filler(200);
        fillTo(2L * SEGMENT);
        withoutTheLast(wal);
        put(at, 201 + 4096);
        assertThat(ExaminedRecords.written(home).fault()).hasValueSatisfying(fault -> assertThat(fault.toString())
                .contains(
                        "expecting the record at " + new Lsn(at) + " to end before the one at " + new Lsn(at + 200),
                        "found a length of 4,297 bytes"));
    }

    @Test
    void a_record_that_a_crash_broke_off_counts_for_nothing() throws IOException {
        fillTo(SEGMENT + 2L * PAGE - 200);
        wal.brokenOff(3000).filler(100).toNextSegment();
        var log = withoutTheLast(wal);
        assertThat(log.fault()).isEmpty();
        assertThat(log.ending()).isEqualTo(Ending.SWITCH);
    }

    @Test
    void padding_behind_a_switch_that_is_not_zero_is_told() throws IOException {
        wal.filler(100).toNextSegment().filler(48).toNextSegment();
        withoutTheLast(wal);
        for (long at : new long[] {SEGMENT + 400, SEGMENT + 50 * PAGE + 100, 2L * SEGMENT - 1}) {
            flip(at);
            var log = ExaminedRecords.written(home);
            assertThat(log.fault()).isEmpty();
            assertThat(log.altered()).containsExactly("000000010000000000000001");
            flip(at);
        }
        assertThat(ExaminedRecords.written(home).altered()).isEmpty();
    }

    /** A crash right after a switch leaves it so. */
    @Test
    void padding_that_an_older_segment_left_is_not_altered() throws IOException {
        fillTo(2L * SEGMENT);
        wal.filler(100).toNextSegment();
        withoutTheLast(wal);
        var old = Files.readAllBytes(home.resolve("000000010000000000000001"));
        var content = Files.readAllBytes(home.resolve("000000010000000000000002"));
        System.arraycopy(old, 9 * PAGE, content, 9 * PAGE, 30 * PAGE);
        Files.write(home.resolve("000000010000000000000002"), content);
        var log = ExaminedRecords.written(home);
        assertThat(log.altered()).isEmpty();
        assertThat(log.reused()).containsExactly("000000010000000000000002");
        assertThat(log.fault()).isEmpty();
    }

    @Test
    void what_stands_between_records_is_told_if_it_is_not_zero() throws IOException {
        wal.filler(101).filler(48).toNextSegment();
        withoutTheLast(wal);
        flip(SEGMENT + 40 + 103);
        assertThat(ExaminedRecords.written(home).altered()).containsExactly("000000010000000000000001");
        flip(SEGMENT + 40 + 103);
        flip(SEGMENT + 21);
        assertThat(ExaminedRecords.written(home).altered()).containsExactly("000000010000000000000001");
    }

    @Test
    void behind_a_gap_and_in_a_short_segment_nothing_is_examined_and_that_is_said() throws IOException {
        fillTo(4L * SEGMENT);
        wal.writeTo(home);
        Files.delete(home.resolve("000000010000000000000002"));
        var log = ExaminedRecords.written(home);
        assertThat(log.fault()).isEmpty();
        assertThat(log.unread()).contains("no segment follows 000000010000000000000001");
        var first = home.resolve("000000010000000000000001");
        Files.write(first, Arrays.copyOf(Files.readAllBytes(first), SEGMENT / 2));
        assertThat(ExaminedRecords.written(home).unread())
                .contains("segment 000000010000000000000001 is not there as a whole");
    }

    /** The hand that wrote it began one more segment. */
    private ExaminedLog withoutTheLast(WrittenWal written) throws IOException {
        var segments = written.writeTo(home);
        Files.delete(home.resolve(segments.get(segments.size() - 1).name()));
        return ExaminedRecords.written(home);
    }

    private Path file(long position) {
        return home.resolve(new Lsn(position).segment(1, SEGMENT).name());
    }

    private void flip(long position) throws IOException {
        ExaminedRecords.flip(file(position), position % SEGMENT);
    }

    private void put(long position, int value) throws IOException {
        var content = Files.readAllBytes(file(position));
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt((int) (position % SEGMENT), value);
        Files.write(file(position), content);
    }

    private void zero(long from, long to) throws IOException {
        var content = Files.readAllBytes(file(from));
        Arrays.fill(content, (int) (from % SEGMENT), (int) ((to - 1) % SEGMENT) + 1, (byte) 0);
        Files.write(file(from), content);
    }
}
