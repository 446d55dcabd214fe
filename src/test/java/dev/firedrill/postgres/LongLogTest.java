package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.process.Command;
import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weeks of log: that it is unbroken is proven without reading it, and in little memory. */
class LongLogTest {
    private static final int SEGMENTS = 10_000;

    @TempDir
    Path home;

    @Test
    @Exhaustive
    void ten_thousand_segments_are_proven_within_32_megabytes_of_heap_and_one_gap_is_found() throws IOException {
        LongLog.write(home, SEGMENTS);
        assertThat(proven()).startsWith("10000 segments, fault: none");
        var last = segment(SEGMENTS);
        Files.move(home.resolve(segment(7_777)), home.resolve("away"));
        assertThat(proven())
                .startsWith("7776 segments, fault: segment " + segment(7_777) + " is missing")
                .contains("2223 later ones, the next being " + segment(7_778));
        Files.move(home.resolve("away"), home.resolve(segment(7_777)));
        Files.copy(home.resolve(segment(9_000)), home.resolve("copy"));
        Files.delete(home.resolve(last));
        Files.move(home.resolve("copy"), home.resolve(last));
        assertThat(proven()).startsWith("9999 segments, fault: segment " + last + " was swapped or renamed");
    }

    private String proven() {
        return Command.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongLog.class.getName(),
                        home.toString())
                .runOrThrow("proving a long log");
    }

    private static String segment(int number) {
        return new WalSegment(1, number, 16 << 20).name();
    }
}
