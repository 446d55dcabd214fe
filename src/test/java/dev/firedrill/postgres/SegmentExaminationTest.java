package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timeline 1 was left inside segment 4 for timeline 2; production's old primary went on for a while. */
class SegmentExaminationTest {
    private static final int SIZE = 16 << 20;

    @TempDir
    Path archive;

    private SegmentExamination examination;

    @BeforeEach
    void lay_out() throws IOException {
        Files.writeString(archive.resolve("00000002.history"), "1\t0/4000100\tno recovery target specified\n");
        var names = List.of(
                "000000010000000000000003",
                "000000010000000000000004",
                "000000010000000000000005",
                "000000020000000000000004",
                "000000020000000000000005");
        for (var name : names) {
            Files.writeString(archive.resolve(name), "cut short");
        }
        examination = WalArchive.open(DirectoryWal.archive(archive)).examination(1, 7);
    }

    @Test
    void what_was_written_on_a_timeline_after_it_was_left_is_not_asked_for() {
        assertThat(examine("000000010000000000000004")).isEmpty();
        assertThat(examine("000000010000000000000005")).isEmpty();
    }

    @Test
    void what_leads_to_the_newest_timeline_must_be_whole() {
        for (var name : List.of("000000010000000000000003", "000000020000000000000004", "000000020000000000000005")) {
            assertThat(examine(name)).hasValueSatisfying(fault -> assertThat(fault.toString())
                    .isEqualTo("segment " + name
                            + " is truncated or has grown: expecting 16777216 bytes, but found 9 bytes"));
        }
    }

    private Optional<WalFault> examine(String name) {
        return examination.examine(WalSegment.parse(name, SIZE), archive.resolve(name));
    }
}
