package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.sample.OddShop;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newest segment that is full to its last byte: a server that misses the end of a record in it says nothing. */
@Exhaustive
class SilentEndTest {
    private static final int PAGE = 8192;
    private static final int SEGMENT = 16 << 20;

    @TempDir
    Path home;

    private PlantedRun run;
    private Path newest;

    @BeforeEach
    void end_the_archive_with_a_full_segment() throws Exception {
        var asOf = OddShop.makeAndGoOn(
                home,
                PlantedBackup.STATE,
                "select pg_switch_wal()",
                "create table filler as select n, repeat('x', 1200) from generate_series(1, 20000) n");
        run = PlantedRun.of(home).with("asOf", asOf.toString());
        var segments = segments();
        // The last one ends by a switch, and so may the first ones.
        newest = segments.get(segments.size() - 2);
        Files.delete(segments.get(segments.size() - 1));
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void it_is_restored_as_it_is() throws IOException {
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
        assertThat(restoration.log())
                .anyMatch(line -> line.contains("WAL records: ")
                        && (line.contains("they end by a full segment")
                                || line.contains("goes on in a segment which is not there, and is not examined")));
    }

    /** The server waits for the rest in the next segment, is told that there is none, and promotes. */
    @Test
    void a_record_that_claims_to_go_on_in_the_next_segment_is_found() throws IOException {
        var content = Files.readAllBytes(newest);
        int at = firstRecordOfLastPage(content);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(at, 2 * PAGE);
        var planted = Files.write(home.resolve("planted"), content);
        Files.delete(newest);
        Files.move(planted, newest);
        run.fails(
                "segment " + newest.getFileName() + " is damaged: expecting the record at ",
                "to end before the one at ",
                "but found a length of 16,384 bytes");
    }

    private static int firstRecordOfLastPage(byte[] content) {
        int page = SEGMENT - PAGE;
        int rest = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(page + 16);
        return page + 24 + (rest + 7 & ~7);
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(home.resolve("wal"))) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                            .sorted()
                            .toList());
        }
    }
}
